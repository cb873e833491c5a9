package org.lauescope.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Makes the pictures of the page in `docs/images`, of what `lauescope demo` has written:
///
/// ```
/// ./lauescope demo
/// ./mvnw verify -Pacceptance -pl viewer -am -Dtest=ScreenshotsTest \
///     -Dsurefire.failIfNoSpecifiedTests=false \
///     -Dlauescope.demo=$PWD/lauescope-demo -Dlauescope.images=$PWD/docs/images
/// ```
@Tag("acceptance")
class ScreenshotsTest {

    private static final int LARGEST = 300_000;

    /// Maps and frames are there, with what was found in them.
    private static final String READY =
            """
            () => ['#panel-a .message', '#panel-b .message'].every((name) => document.querySelector(name)?.textContent === '')
              && [...document.querySelectorAll('.foot')].filter((foot) => foot.checkVisibility()).length > 2
              && [...document.querySelectorAll('#frame .foot, #compare .foot')].filter((foot) => foot.checkVisibility()).every((foot) => foot.textContent.includes('peaks found'))
            """;

    private enum View {
        DIFFERENCE(
                ColorScheme.LIGHT,
                "#a=0,strain_yy,value&b=3,strain_yy,difference&point=227&region=interface,30"),
        DARK(
                ColorScheme.DARK,
                "#a=0,ipf_z,value&b=3,equivalent_strain,value&point=227&region=rectangle,30,20,100,80&tab=poles"),
        PLACES(
                ColorScheme.LIGHT,
                "#a=0,peak_width,value&b=3,peak_width,difference&point=227&region=place,0&tab=places"),
        PINS(
                ColorScheme.LIGHT,
                "#a=3,equivalent_strain,value&b=3,sharp,value&point=227&pins=0:227,3:227&compare=side&timeline=0");

        private final ColorScheme theme;
        private final String address;

        View(ColorScheme theme, String address) {
            this.theme = theme;
            this.address = address;
        }

        private Path file(Path images) {
            return images.resolve("viewer-%s.png".formatted(name().toLowerCase(Locale.ROOT)));
        }
    }

    @Test
    void pictures() throws IOException {
        Path demo = Path.of(System.getProperty("lauescope.demo", "lauescope-demo"));
        Path result = demo.resolve("result.nxs");
        assumeTrue(Files.exists(result), "no result of the demo in " + demo.toAbsolutePath());
        Path images = Path.of(System.getProperty("lauescope.images", "docs/images"));
        List<String> complaints = new ArrayList<>();
        try (TestBrowser browser = TestBrowser.launch();
                ViewServer server =
                        ViewServer.start(
                                Exploration.of(result, null),
                                InetAddress.getLoopbackAddress(),
                                0)) {
            for (View view : View.values()) {
                try (Page page = browser.newPage(complaints)) {
                    page.setViewportSize(1366, 768);
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(view.theme));
                    page.navigate(server.url() + view.address);
                    page.waitForFunction(READY);
                    page.waitForTimeout(3000);
                    page.screenshot(new Page.ScreenshotOptions().setPath(view.file(images)));
                }
            }
        }
        for (View view : View.values()) {
            assertThat(Files.size(view.file(images))).as("%s", view).isLessThan(LARGEST);
        }
        assertThat(complaints).isEmpty();
    }
}
