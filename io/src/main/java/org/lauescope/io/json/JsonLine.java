package org.lauescope.io.json;

import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/// A JSON object in the making. JSON has no NaN: numbers that are not finite become null.
final class JsonLine {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final ObjectNode node;

    JsonLine() {
        this(MAPPER.createObjectNode());
    }

    private JsonLine(ObjectNode node) {
        this.node = node;
    }

    /// What stands for a frame that could not be read.
    static String unreadable(String frame, String reason) {
        return new JsonLine()
                .text("frame", frame)
                .text("status", "unreadable")
                .text("reason", reason)
                .toString();
    }

    JsonLine text(String name, @Nullable String value) {
        node.put(name, value);
        return this;
    }

    JsonLine integer(String name, int value) {
        node.put(name, value);
        return this;
    }

    JsonLine number(String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
        return this;
    }

    JsonLine numbers(String name, double... values) {
        fill(node.putArray(name), values);
        return this;
    }

    JsonLine texts(String name, List<String> values) {
        ArrayNode array = node.putArray(name);
        values.forEach(array::add);
        return this;
    }

    /// By rows.
    JsonLine matrix(String name, Matrix3 matrix) {
        ArrayNode rows = node.putArray(name);
        for (int i = 0; i < 3; i++) {
            Vector3 row = matrix.row(i);
            fill(rows.addArray(), row.x(), row.y(), row.z());
        }
        return this;
    }

    /// An object as the value of a name.
    JsonLine object(String name) {
        return new JsonLine(node.putObject(name));
    }

    /// An array of objects, empty at first.
    Elements elements(String name) {
        return new Elements(node.putArray(name));
    }

    record Elements(ArrayNode array) {
        JsonLine add() {
            return new JsonLine(array.addObject());
        }
    }

    private static void fill(ArrayNode array, double... values) {
        for (double value : values) {
            if (Double.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        }
    }

    /// The object on one line.
    @Override
    public String toString() {
        return MAPPER.writeValueAsString(node);
    }
}
