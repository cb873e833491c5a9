package org.lauescope.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The page by keyboard, for screen readers, for weak eyes and on paper.
class AccessibilityBrowserTest {

    private static final String VIEW = "#a=0,ramp,value&b=2,ramp,difference&point=43";

    @TempDir static Path folder;
    private static TestBrowser browser;
    private static ViewServer server;

    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        browser = TestBrowser.launch();
        server =
                ViewServer.start(
                        Exploration.of(SmallResult.writeWithLog(folder, 3, 12, 8), null),
                        InetAddress.getLoopbackAddress(),
                        0);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openPage() {
        page = browser.newPage(complaints);
        page.navigate(server.url() + VIEW);
        page.locator(".numbers").getByText("Row 3, column 7").waitFor();
        page.locator("#timeline .bars button").nth(2).waitFor();
        page.locator(".chart").getByText("n 83,").waitFor();
    }

    @AfterEach
    void consoleIsFreeOfErrors() {
        assertThat(complaints).isEmpty();
        page.close();
    }

    @Test
    void everyControlHasAName() {
        String tree = page.locator("body").ariaSnapshot();
        assertThat(tree).contains("tab \"Poles\"", "button \"Save map A\"", "combobox \"Plane\"");
        assertThat(
                        tree.lines()
                                .map(String::strip)
                                .filter(line ->
                                        line.matches(
                                                "- (button|combobox|textbox|slider|checkbox|spinbutton|tab|link|application|img)(:.*| \\[.*|)")))
                .isEmpty();
    }

    /// Sections in the order of their places on the screen, and a ring around what has the focus.
    @Test
    void theFocusGoesAsTheEyesDo() {
        page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); }");
        List<String> sections = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            Object where = page.evaluate(FOCUS);
            if (where.equals("end")) {
                break;
            }
            assertThat((String) where).as("stop %d", i).doesNotContain("unseen");
            if (sections.isEmpty() || !sections.getLast().equals(where)) {
                sections.add((String) where);
            }
        }
        assertThat(sections)
                .startsWith("bar", "timeline", "panel-a", "panel-b", "frame", "inspector");
    }

    private static final String FOCUS =
            """
            () => {
              const at = document.activeElement;
              if (!at || at === document.body) return 'end';
              const style = getComputedStyle(at);
              const box = at.getBoundingClientRect();
              const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.top >= 0 && box.bottom <= innerHeight + 1;
              return (isSeen ? '' : `unseen: ${at.outerHTML.slice(0, 120)} `) + at.closest('section, header').id;
            }
            """;

    @Test
    void aChoiceByKeyboardKeepsTheFocus() {
        Locator plane = page.locator("#panel-a select").first();
        plane.focus();
        plane.selectOption("strain_xx");
        page.waitForFunction("() => location.hash.includes('a=0,strain_xx')");
        assertThat(page.evaluate("() => document.activeElement.getAttribute('aria-label')"))
                .isEqualTo("Plane");
    }

    @Test
    void thePoleFigureIsAKeyAway() {
        page.keyboard().press("i");
        page.locator(".chart.poles").getByText("83 points").waitFor();

        assertThat(page.locator(".chart.poles canvas").boundingBox().height).isGreaterThan(120);
        assertThat(
                        page.evaluate(
                                "() => { const p = document.querySelector('.chart.poles').parentElement; return p.scrollHeight <= p.clientHeight + 1; }"))
                .as("seen without scrolling")
                .isEqualTo(true);
    }

    /// WCAG 2.2, 1.4.3 and 1.4.11: ratio of (L + 0.05) of text and ground 4.5 at least, of the edge
    /// of a control and its surroundings 3.
    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void textAndControlsStandOut(ColorScheme theme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        page.waitForTimeout(300);
        assertThat(page.evaluate(CONTRAST)).isEqualTo(List.of());
    }

    private static final String CONTRAST =
            """
            () => {
              const parts = (text) => text.match(/[\\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
              const ground = (element) => {
                for (let at = element; at; at = at.parentElement) {
                  const colour = parts(getComputedStyle(at).backgroundColor);
                  if (colour.length < 4 || colour[3] === 1) return colour;
                }
              };
              const poor = [];
              for (const element of document.querySelectorAll('body *')) {
                const box = element.getBoundingClientRect();
                const style = getComputedStyle(element);
                if (!box.width || style.visibility === 'hidden' || element.disabled || element.closest('option, .unseen')) continue;
                const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
                const name = `${element.tagName} ${element.className} “${element.textContent.slice(0, 30)}”`;
                if (hasText) {
                  const found = ratio(parts(style.color), ground(element));
                  if (found < 4.5) poor.push(`text ${found.toFixed(2)}: ${name}`);
                }
                if (element.matches('button:not([role=tab]), select, input:not([type=checkbox], [type=range]), summary') && parseFloat(style.borderTopWidth)) {
                  const found = ratio(parts(style.borderTopColor), ground(element.parentElement));
                  if (found < 3) poor.push(`edge ${found.toFixed(2)}: ${name}`);
                }
              }
              return poor;
            }
            """;

    @Test
    void printsOnOneSheetWithNothingCutOff() {
        page.emulateMedia(
                new Page.EmulateMediaOptions()
                        .setMedia(Media.PRINT)
                        .setColorScheme(ColorScheme.DARK));
        // The width of A4 across without margins, at 96 px an inch.
        page.setViewportSize(1047, 718);
        page.waitForTimeout(500);
        assertThat(page.evaluate(CUT_OFF)).isEqualTo(List.of());
        assertThat(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
                .as("dark pages are printed light")
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(page.evaluate(CONTRAST)).isEqualTo(List.of());
    }

    private static final String CUT_OFF =
            """
            () => [...document.querySelectorAll('section.panel:not([hidden]), h1, h2, .facts, .foot, .legend, .head')].filter((element) => {
              const box = element.getBoundingClientRect();
              return box.width && (box.right > innerWidth + 1 || element.scrollWidth > element.clientWidth + 1);
            }).map((element) => `${element.tagName} ${element.className} ${element.id} “${element.textContent.slice(0, 60)}” ${element.scrollWidth} > ${element.clientWidth}`)
            """;
}
