package org.lauescope.operando;

/// A map of changes from one scan to another, and what it may contain though nothing has changed.
///
/// @param field change of each point
public record Change(Field field, Nuisance nuisance) {

    /// The part that counts as evidence.
    public Field evidence() {
        return nuisance.removedFrom(field);
    }
}
