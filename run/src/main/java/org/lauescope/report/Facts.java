package org.lauescope.report;

import java.util.ArrayList;
import java.util.List;

/// Names and values in the order in which they are told; empty ones are left out.
final class Facts {

    record Fact(String name, String value) {}

    private final List<Fact> list = new ArrayList<>();

    Facts add(String name, String value) {
        if (!value.isBlank()) {
            list.add(new Fact(name, value));
        }
        return this;
    }

    List<Fact> list() {
        return List.copyOf(list);
    }
}
