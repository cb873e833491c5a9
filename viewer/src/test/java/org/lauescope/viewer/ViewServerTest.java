package org.lauescope.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server from outside, with another program's HTTP client and with raw sockets.
class ViewServerTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @TempDir static Path folder;
    private static ViewServer server;
    private static String cookie;

    @BeforeAll
    static void start() throws Exception {
        Path file = SmallResult.write(folder, 2, 12, 8);
        Files.writeString(folder.resolve("secret.txt"), "secret");
        server = ViewServer.start(Exploration.of(file, null), InetAddress.getLoopbackAddress(), 0);
        HttpResponse<String> first = get(server.url(), "");
        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.headers().firstValue("Location")).hasValue("/");
        String set = first.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).contains("HttpOnly", "SameSite=Strict");
        cookie = set.substring(0, set.indexOf(';'));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void isBoundToTheLoopbackAddress() {
        assertThat(server.url().getHost()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/main.js", "/api/result", "/?token=guess", "/?token="})
    void refusesWhoDoesNotKnowTheToken(String path) throws Exception {
        HttpResponse<String> response = get(at(path), "");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).doesNotContain("Small").contains("lauescope view");
    }

    @Test
    void refusesACookieOfAnotherToken() throws Exception {
        assertThat(get(at("/"), cookie.replaceAll("=.*", "=guess")).statusCode()).isEqualTo(403);
    }

    @Test
    void servesThePageWithAStrictPolicy() throws Exception {
        HttpResponse<String> page = get(at("/"), cookie);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<!doctype html>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})
    void isReadOnly(String method) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(at("/api/result"))
                        .header("Cookie", cookie)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();

        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/secret.txt",
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/page/../../secret.txt",
                "//etc/passwd",
                "/etc/passwd",
                "/files.txt",
                "/Access.class",
                "/uplot/../main.js",
                "/main.js%00",
                "/api/frame/../result"
            })
    void pathsReachNothingButThePage(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1", host())).startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", ""})
    void refusesOtherHosts(String host) throws Exception {
        assertThat(raw("GET /api/result HTTP/1.1", host)).startsWith("HTTP/1.1 421");
    }

    @Test
    void knowsItsNames() throws Exception {
        int port = server.url().getPort();

        assertThat(raw("GET / HTTP/1.1", "localhost:" + port)).startsWith("HTTP/1.1 200");
        assertThat(raw("GET / HTTP/1.1", "LOCALHOST:" + port)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"})
    void refusesOtherOrigins(String origin) throws Exception {
        assertThat(raw("GET /api/result HTTP/1.1", host(), "Origin: " + origin))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void refusesRequestsThatAnotherSiteMakes() throws Exception {
        assertThat(raw("GET /api/result HTTP/1.1", host(), "Sec-Fetch-Site: cross-site"))
                .startsWith("HTTP/1.1 403");
        assertThat(
                        raw(
                                "GET /api/result HTTP/1.1",
                                host(),
                                "Sec-Fetch-Site: same-origin",
                                "Origin: http://" + host()))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/plane?scan=2&name=ramp",
                "/api/plane?scan=-1&name=ramp",
                "/api/plane?scan=0&name=../secret",
                "/api/plane?scan=0",
                "/api/point?scan=0&point=96",
                "/api/point?scan=0&point=1e1",
                "/api/ipf?scan=0&axis=w",
                "/api/key?crystal=1",
                "/api/status?scan=%FF"
            })
    void saysWhatIsWrongWithARequest(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1", host()))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("Exception");
    }

    @Test
    void saysThatThereAreNoFrames() throws Exception {
        HttpResponse<String> response = get(at("/api/frame?scan=0&point=20&width=100"), cookie);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("--experiment");
    }

    @Test
    void planesAreFloatsThenUncertainties() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(at("/api/plane?scan=1&name=ramp"))
                        .header("Cookie", cookie)
                        .build();
        ByteBuffer bytes =
                ByteBuffer.wrap(CLIENT.send(request, BodyHandlers.ofByteArray()).body())
                        .order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes.remaining()).isEqualTo(4 * 2 * 12 * 8);
        assertThat(bytes.getFloat(4 * (3 * 12 + 7))).isEqualTo(137);
        assertThat(bytes.getFloat(0)).isNaN();
        assertThat(bytes.getFloat(4 * (96 + 5))).isEqualTo(0.5f);
    }

    @Test
    void aPointHasAllItsNumbers() throws Exception {
        JsonNode point =
                JsonMapper.shared().readTree(get(at("/api/point?scan=1&point=43"), cookie).body());

        assertThat(point.get("row").asInt()).isEqualTo(3);
        assertThat(point.get("x").asDouble()).isEqualTo(14);
        assertThat(point.get("values").get(0).get("value").asDouble()).isEqualTo(137);
        assertThat(point.get("values").get(0).get("sigma").asDouble()).isEqualTo(0.5);
        assertThat(point.get("storeProblem").asString()).contains("result.duckdb");
    }

    @Test
    void listensWhereItIsToldTo() throws Exception {
        try (ViewServer open =
                ViewServer.start(
                        Exploration.of(folder.resolve("result.nxs"), null),
                        InetAddress.getByName("0.0.0.0"),
                        0)) {
            assertThat(open.url().getHost()).isNotEqualTo("0.0.0.0");
            assertThat(get(open.url(), "").statusCode()).isEqualTo(303);
            assertThat(get(open.url().resolve("/"), "").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void endsAtOnce() throws Exception {
        ViewServer other =
                ViewServer.start(
                        Exploration.of(folder.resolve("result.nxs"), null),
                        InetAddress.getLoopbackAddress(),
                        0);
        URI url = other.url();
        other.close();

        assertThatThrownBy(() -> get(url, "")).isInstanceOf(ConnectException.class);
    }

    @Test
    void aPortInUseIsNamed() {
        assertThatThrownBy(() ->
                        ViewServer.start(
                                Exploration.of(folder.resolve("result.nxs"), null),
                                InetAddress.getLoopbackAddress(),
                                server.url().getPort()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--port");
    }

    private static URI at(String path) {
        return URI.create("http://%s%s".formatted(host(), path));
    }

    private static String host() {
        return "127.0.0.1:" + server.url().getPort();
    }

    private static HttpResponse<String> get(URI uri, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /// What clients do not let through: the request line as it stands here.
    private static String raw(String line, String host, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.url().getPort())) {
            String request =
                    "%s\r\nHost: %s\r\nCookie: %s\r\n%sConnection: close\r\n\r\n"
                            .formatted(
                                    line,
                                    host,
                                    cookie,
                                    List.of(headers).stream()
                                            .map(header -> header + "\r\n")
                                            .collect(Collectors.joining()));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .collect(Collectors.joining("\n"));
        }
    }
}
