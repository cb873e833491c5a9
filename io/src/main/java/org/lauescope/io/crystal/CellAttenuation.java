package org.lauescope.io.crystal;

import java.util.Map;
import java.util.TreeSet;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.PhysicalConstants;

/// Linear attenuation coefficient of what a unit cell holds:
///
///     μ = Σ n m (μ/ρ) / (V N_A)
final class CellAttenuation {

    private static final double LOWEST = 2;
    private static final double HIGHEST = 120;

    /// Rows of equal ratio, 0.8 % apart: a straight line on logarithmic axes keeps within 1e-5
    /// between edges.
    private static final int ROWS = 512;

    private CellAttenuation() {}

    /// @param content atoms of each element in the cell
    /// @param volume Å³
    static Attenuation of(Map<Element, Double> content, double volume) {
        TreeSet<Double> energies = new TreeSet<>();
        for (int i = 0; i < ROWS; i++) {
            energies.add(LOWEST * Math.pow(HIGHEST / LOWEST, (double) i / (ROWS - 1)));
        }
        for (Element element : content.keySet()) {
            for (double edge : element.photoabsorption().edges()) {
                if (edge > LOWEST && edge < HIGHEST) {
                    energies.add(edge * (1 - 1e-9));
                    energies.add(edge * (1 + 1e-9));
                }
            }
        }
        double[] energy = energies.stream().mapToDouble(Double::doubleValue).toArray();
        double[] perMillimetre = new double[energy.length];
        // Å³ to cm³, and 1/cm to 1/mm.
        double scale = 1 / (volume * 1e-24 * PhysicalConstants.AVOGADRO * 10);
        content.forEach((element, number) -> {
            for (int i = 0; i < energy.length; i++) {
                perMillimetre[i] +=
                        scale * number * element.mass() * element.massAttenuation(energy[i]);
            }
        });
        return new Attenuation(energy, perMillimetre);
    }
}
