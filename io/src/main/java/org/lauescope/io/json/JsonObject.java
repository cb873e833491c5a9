package org.lauescope.io.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON object in the making. JSON has no NaN: numbers that are not finite become null.
public final class JsonObject {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final ObjectNode node;

    public JsonObject() {
        this(MAPPER.createObjectNode());
    }

    private JsonObject(ObjectNode node) {
        this.node = node;
    }

    /// What stands for a frame that could not be read.
    static String unreadable(String frame, String reason) {
        return new JsonObject()
                .text("frame", frame)
                .text("status", "unreadable")
                .text("reason", reason)
                .toString();
    }

    public JsonObject text(String name, @Nullable String value) {
        node.put(name, value);
        return this;
    }

    public JsonObject integer(String name, long value) {
        node.put(name, value);
        return this;
    }

    public JsonObject number(String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
        return this;
    }

    public JsonObject numbers(String name, double... values) {
        fill(node.putArray(name), values);
        return this;
    }

    public JsonObject texts(String name, List<String> values) {
        ArrayNode array = node.putArray(name);
        values.forEach(array::add);
        return this;
    }

    public JsonObject flag(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    /// By rows.
    public JsonObject matrix(String name, Matrix3 matrix) {
        ArrayNode rows = node.putArray(name);
        for (int i = 0; i < 3; i++) {
            Vector3 row = matrix.row(i);
            fill(rows.addArray(), row.x(), row.y(), row.z());
        }
        return this;
    }

    /// An object as the value of a name.
    public JsonObject object(String name) {
        return new JsonObject(node.putObject(name));
    }

    /// An array of objects, empty at first.
    public Elements elements(String name) {
        return new Elements(node.putArray(name));
    }

    /// The objects of an array.
    public static final class Elements {

        private final ArrayNode array;

        private Elements(ArrayNode array) {
            this.array = array;
        }

        public JsonObject add() {
            return new JsonObject(array.addObject());
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

    /// An array of arrays, empty at first.
    public Rows rows(String name) {
        return new Rows(node.putArray(name));
    }

    /// The arrays of whole numbers in an array.
    public static final class Rows {

        private final ArrayNode array;

        private Rows(ArrayNode array) {
            this.array = array;
        }

        public void add(int... values) {
            ArrayNode row = array.addArray();
            for (int value : values) {
                row.add(value);
            }
        }
    }

    /// The object on many lines, for people.
    public String indented() {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }

    /// The object on one line.
    @Override
    public String toString() {
        return MAPPER.writeValueAsString(node);
    }
}
