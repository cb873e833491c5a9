package org.lauescope.crystal;

import java.util.List;

/// Structure factors of a crystal, in electrons per unit cell:
///
///     F(hkl) = Σ_sites o (f₀(s) + f′ + i f″) exp(−B s²) Σ_orbit exp(2πi h·r),   s = |G|/2
///
/// with occupancy o and displacement factor B in Å². Without an energy, f′ and f″ are left out and Friedel's law holds.
/// Immutable; safe in many threads; allocates nothing per reflection.
public final class StructureFactor {

    /// Sums below this part of F(000)² are rounding of an exact cancellation and returned as 0.
    private static final double ROUNDING = 1e-24;

    private final List<Atom> sites;
    private final Matrix3 reciprocal;
    private final int[] firstAtom;
    private final double[] x;
    private final double[] y;
    private final double[] z;
    private final double smallest;

    public StructureFactor(Crystal crystal) {
        sites = crystal.atoms();
        reciprocal = crystal.cell().reciprocal();
        List<Orbit> orbits =
                sites.stream()
                        .map(site -> Orbit.of(site.position(), crystal.operators(), crystal.cell()))
                        .toList();
        firstAtom = new int[sites.size() + 1];
        for (int i = 0; i < sites.size(); i++) {
            firstAtom[i + 1] = firstAtom[i] + orbits.get(i).multiplicity();
        }
        List<Vector3> all = orbits.stream().flatMap(orbit -> orbit.positions().stream()).toList();
        x = all.stream().mapToDouble(Vector3::x).toArray();
        y = all.stream().mapToDouble(Vector3::y).toArray();
        z = all.stream().mapToDouble(Vector3::z).toArray();
        double electrons = 0;
        for (int i = 0; i < sites.size(); i++) {
            electrons +=
                    orbits.get(i).multiplicity()
                            * sites.get(i).occupancy()
                            * sites.get(i).formFactor().at(0);
        }
        smallest = ROUNDING * electrons * electrons;
    }

    /// |F(hkl)|² without anomalous scattering, electrons².
    public double square(int h, int k, int l) {
        return square(h, k, l, Double.NaN);
    }

    /// |F(hkl)|² at a photon energy in keV, f′ and f″ included where the sites have them.
    public double squareAt(int h, int k, int l, double keV) {
        if (!(keV > 0)) {
            throw new IllegalArgumentException(
                    "photon energy = %s keV; expected above 0".formatted(keV));
        }
        return square(h, k, l, keV);
    }

    private double square(int h, int k, int l, double keV) {
        double gx = reciprocal.xx() * h + reciprocal.xy() * k + reciprocal.xz() * l;
        double gy = reciprocal.yx() * h + reciprocal.yy() * k + reciprocal.yz() * l;
        double gz = reciprocal.zx() * h + reciprocal.zy() * k + reciprocal.zz() * l;
        double sSquared = (gx * gx + gy * gy + gz * gz) / 4;
        boolean anomalous = !Double.isNaN(keV);
        double real = 0;
        double imaginary = 0;
        for (int site = 0; site < sites.size(); site++) {
            Atom atom = sites.get(site);
            double cosines = 0;
            double sines = 0;
            for (int i = firstAtom[site]; i < firstAtom[site + 1]; i++) {
                double turns = h * x[i] + k * y[i] + l * z[i];
                double phase = 2 * Math.PI * (turns - Math.rint(turns));
                cosines += Math.cos(phase);
                sines += Math.sin(phase);
            }
            double weight = atom.occupancy() * Math.exp(-atom.displacementFactor() * sSquared);
            double f = atom.formFactor().at(sSquared);
            double absorbed = 0;
            if (anomalous) {
                f += atom.dispersion().realAt(keV);
                absorbed = atom.dispersion().imaginaryAt(keV);
            }
            real += weight * (f * cosines - absorbed * sines);
            imaginary += weight * (f * sines + absorbed * cosines);
        }
        double square = real * real + imaginary * imaginary;
        return square > smallest ? square : 0;
    }
}
