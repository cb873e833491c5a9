package org.lauescope.crystal;

/// One site of the asymmetric unit: fractional position, occupancy 0 … 1, isotropic displacement
/// factor B in Å² (8π²U), scattering factor and, where a table has them, anomalous terms.
public record Atom(
        String label,
        String element,
        Vector3 position,
        double occupancy,
        double displacementFactor,
        FormFactor formFactor,
        Dispersion dispersion) {}
