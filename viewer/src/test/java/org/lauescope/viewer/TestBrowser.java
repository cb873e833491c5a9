package org.lauescope.viewer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The Chromium of this machine. Tests are skipped where none is found; `LAUESCOPE_CHROMIUM` names
/// one, and `LAUESCOPE_BROWSER=required` makes its absence a failure.
final class TestBrowser implements AutoCloseable {

    private final Playwright playwright;
    private final Browser browser;

    private TestBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static TestBrowser launch() {
        Optional<Path> chromium = chromium();
        if (!"required".equals(System.getenv("LAUESCOPE_BROWSER"))) {
            assumeTrue(
                    chromium.isPresent(),
                    "no chromium on the PATH and none in LAUESCOPE_CHROMIUM: the page is not tested");
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright =
                Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium.orElseThrow())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--enable-unsafe-swiftshader",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync",
                                                        "--no-first-run")));
        return new TestBrowser(playwright, browser);
    }

    private static Optional<Path> chromium() {
        String named = System.getenv("LAUESCOPE_CHROMIUM");
        String[] folders =
                Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator);
        Stream<Path> found =
                Stream.of("chromium", "chromium-browser", "google-chrome")
                        .flatMap(name -> Stream.of(folders).map(f -> Path.of(f, name)));
        return (named == null ? found : Stream.of(Path.of(named)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// A page of its own window.
    ///
    /// @param complaints get the errors of its console
    Page newPage(List<String> complaints) {
        Page page =
                browser.newPage(
                        new Browser.NewPageOptions()
                                .setViewportSize(1366, 768)
                                .setColorScheme(ColorScheme.LIGHT));
        page.onConsoleMessage(message -> {
            // A frame that is not there is told by the page, and by the browser as well.
            if (message.type().equals("error") && !message.text().contains("503")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
