package org.lauescope.map;

/// What is said about the part of the strain that white-beam diffraction does not see, the change
/// of volume.
public enum StressAssumption {
    /// Nothing: the deviatoric stress, where the deviatoric strain determines it (cubic crystals);
    /// elsewhere none.
    DEVIATORIC("deviatoric stress"),

    /// No normal stress on the surface, σ_zz = 0 in SAMPLE axes, averaged over the probed depth: an
    /// assumption that fails deeper than about a tenth of the size of a grain.
    FREE_SURFACE("stress assuming none normal to the surface");

    private final String text;

    StressAssumption(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
