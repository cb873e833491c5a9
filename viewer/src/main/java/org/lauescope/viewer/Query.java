package org.lauescope.viewer;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of a request. Numbers and names are checked by whoever asks for them.
final class Query {

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    static Query of(URI request) {
        Map<String, String> values = new HashMap<>();
        String raw = request.getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.putIfAbsent(
                            decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                }
            }
        }
        return new Query(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    @Nullable String text(String name) {
        return values.get(name);
    }

    /// @throws BadRequest if it is absent
    String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new BadRequest("parameter \"%s\" is missing".formatted(name));
        }
        return value;
    }

    /// A whole number from 0 to below a limit.
    ///
    /// @throws BadRequest if it is absent or none
    /// @return a number; NaN if it is not given
    double number(String name) {
        String value = text(name);
        try {
            return value == null ? Double.NaN : Double.parseDouble(value);
        } catch (NumberFormatException _) {
            throw new BadRequest(name + "; expected a number");
        }
    }

    int index(String name, int limit) {
        String value = required(name);
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number < limit) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, as numbers out of range are.
        }
        throw new BadRequest(
                "%s = \"%s\"; expected a whole number from 0 to %d"
                        .formatted(name, value, limit - 1));
    }

    /// A request that asks for what cannot be.
    static final class BadRequest extends RuntimeException {
        BadRequest(String message) {
            super(message);
        }
    }
}
