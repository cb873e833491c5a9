package org.lauescope.viewer;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may read: whoever knows the token, from a page of this server. The first address carries the
/// token; a cookie that no script and no other site can use carries it from then on. `Host` and
/// `Origin` are checked so that a page of another site cannot reach the server by a name of its
/// own.
final class Access extends Filter {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String token;
    private final String cookie;
    private final Set<String> hosts;

    private Access(String token, int port, Set<String> hosts) {
        this.token = token;
        // Cookies know no ports: two viewers of one machine must not take each other's.
        this.cookie = "lauescope-" + port;
        this.hosts = hosts;
    }

    /// For a server at an address, with a new token.
    static Access to(InetSocketAddress address) throws IOException {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        int port = address.getPort();
        Set<String> hosts = new HashSet<>();
        InetAddress ip = address.getAddress();
        if (ip.isLoopbackAddress() || ip.isAnyLocalAddress()) {
            hosts.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
        }
        if (ip.isAnyLocalAddress()) {
            hosts.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
            Addresses.ofThisComputer().forEach(own -> hosts.add(Addresses.inUrl(own)));
        } else {
            hosts.add(Addresses.inUrl(ip));
            hosts.add(address.getHostString().toLowerCase(Locale.ROOT));
        }
        Set<String> withPort = new HashSet<>();
        hosts.forEach(host -> withPort.add(host + ":" + port));
        return new Access(
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), port, withPort);
    }

    String token() {
        return token;
    }

    @Override
    public String description() {
        return "token, Host and Origin";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String host = Objects.requireNonNullElse(headers.getFirst("Host"), "");
        if (!hosts.contains(host.toLowerCase(Locale.ROOT))) {
            refuse(exchange, 421, "this server is not \"%s\"".formatted(printable(host)));
        } else if (isForeign(headers, host)) {
            refuse(exchange, 403, "requests from pages of other sites are refused");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            refuse(exchange, 405, "this server is read-only; expected GET");
        } else if (exchange.getRequestURI().getPath().equals("/")
                && matches(Query.of(exchange.getRequestURI()).text("token"))) {
            exchange.getResponseHeaders()
                    .set(
                            "Set-Cookie",
                            cookie + "=" + token + "; Path=/; HttpOnly; SameSite=Strict");
            exchange.getResponseHeaders().set("Location", "/");
            Response.empty(303).send(exchange);
        } else if (!matches(cookie(headers))) {
            refuse(
                    exchange,
                    403,
                    "open the address that \"lauescope view\" printed; it ends with the token of this session");
        } else {
            chain.doFilter(exchange);
        }
    }

    private static void refuse(HttpExchange exchange, int status, String reason)
            throws IOException {
        Response.error(status, reason).send(exchange);
    }

    private static boolean isForeign(Headers headers, String host) {
        String origin = headers.getFirst("Origin");
        if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
            return true;
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        return site != null
                && !site.equals("same-origin")
                && !site.equals("none")
                && !"navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
    }

    private @Nullable String cookie(Headers headers) {
        for (String line : headers.getOrDefault("Cookie", List.of())) {
            for (String part : line.split(";")) {
                if (part.strip().startsWith(cookie + "=")) {
                    return part.strip().substring(cookie.length() + 1);
                }
            }
        }
        return null;
    }

    /// In a time that does not tell how much of the token is right.
    private boolean matches(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
