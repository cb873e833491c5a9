package org.lauescope.simd;

/// Whether this Java was started with the Vector API. Asked once, at start-up; a missing flag costs
/// speed, not the run.
final class VectorUnit {

    static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                    && !Boolean.getBoolean("lauescope.scalar");

    private VectorUnit() {}
}
