package org.lauescope.map;

/// What comes of laying a later scan over an earlier one: a [Registration], or the reason why they
/// cannot be compared.
public sealed interface Alignment permits Registration, Alignment.Unrelated {

    /// @param reason a sentence for people
    record Unrelated(String reason) implements Alignment {}
}
