package org.lauescope.operando;

/// How lithium may grow through a solid electrolyte, as the indicators tell it apart.
public enum Mechanism {
    /// Mechanical: from the interface, directional, driven by deposition, strain concentrated.
    PENETRATION,
    /// By electronic conduction: at grain boundaries at any depth, strain not essential.
    ELECTRONIC,
    /// Both.
    MIXED
}
