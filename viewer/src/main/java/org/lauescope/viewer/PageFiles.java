package org.lauescope.viewer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The files of the page, read from the jar once. A request names a key of this map and nothing
/// else: no path of a request is ever opened.
final class PageFiles {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private final Map<String, Response> files = new HashMap<>();

    PageFiles() {
        for (String name : names()) {
            add("/" + name, "page/" + name);
        }
        Response index = new Response(200, "text/html", index());
        files.put("/", index);
        files.put("/index.html", index);
        add("/uplot/uPlot.esm.js", UPLOT + "uPlot.esm.js");
        add("/uplot/uPlot.min.css", UPLOT + "uPlot.min.css");
    }

    @Nullable Response of(String path) {
        return files.get(path);
    }

    private void add(String path, String resource) {
        files.put(path, new Response(200, type(resource), bytes(resource)));
    }

    /// Names all modules, so that the browser need not find one in the other.
    private static byte[] index() {
        String modules =
                names().stream()
                        .filter(name -> name.endsWith(".js"))
                        .map("<link rel=\"modulepreload\" href=\"%s\">"::formatted)
                        .collect(Collectors.joining("\n"));
        return text("page/index.html")
                .replace("<!-- modules -->", modules)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> names() {
        return text("page/files.txt").lines().toList();
    }

    private static String text(String resource) {
        return new String(bytes(resource), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String resource) {
        try (InputStream in =
                Objects.requireNonNull(PageFiles.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "html" -> "text/html";
            case "css" -> "text/css";
            case "js" -> "text/javascript";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException(name + ": no file of a page");
        };
    }
}
