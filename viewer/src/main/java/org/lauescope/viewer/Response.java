package org.lauescope.viewer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.lauescope.io.json.JsonObject;

/// What is sent back.
///
/// @param status of HTTP
/// @param type of the content; empty for none
record Response(int status, String type, byte[] content) {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// Smaller ones gain nothing.
    private static final int WORTH_COMPRESSING = 1024;

    static Response json(JsonObject object) {
        return new Response(
                200, "application/json", object.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Response binary(byte[] content) {
        return new Response(200, "application/octet-stream", content);
    }

    static Response empty(int status) {
        return new Response(status, "", new byte[0]);
    }

    static Response error(int status, String reason) {
        return new Response(
                status,
                "application/json",
                new JsonObject().text("error", reason).toString().getBytes(StandardCharsets.UTF_8));
    }

    void send(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        protect(headers);
        if (!type.isEmpty()) {
            headers.set("Content-Type", type.startsWith("text/") ? type + "; charset=utf-8" : type);
        }
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        byte[] body = isHead ? new byte[0] : content;
        String accepted =
                Objects.requireNonNullElse(
                        exchange.getRequestHeaders().getFirst("Accept-Encoding"), "");
        if (body.length >= WORTH_COMPRESSING
                && accepted.contains("gzip")
                && !type.startsWith("image/")) {
            body = compressed(body);
            headers.set("Content-Encoding", "gzip");
            headers.set("Vary", "Accept-Encoding");
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (body.length > 0) {
                out.write(body);
            }
        }
    }

    static void protect(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    /// The quickest compression: the other end is near.
    private static byte[] compressed(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2);
        try (GZIPOutputStream gzip =
                new GZIPOutputStream(out, 1 << 16) {
                    {
                        def.setLevel(Deflater.BEST_SPEED);
                    }
                }) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return out.toByteArray();
    }
}
