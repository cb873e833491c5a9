package org.lauescope.laue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.PhysicalConstants;
import org.lauescope.crystal.ReflectionSymmetry;
import org.lauescope.crystal.StructureFactor;

/// Finds the directions of a crystal that a beam can make reflect and ranks them by the intensity
///
///     I = Σₙ N(Eₙ) λₙ³ |F(n·hkl)|² / sin²θ,   λ = 2 d sin θ
///
/// of their harmonics n at the angle θ where it is largest (N per 0.1 % bandwidth, which takes one power off λ⁴).
/// One structure factor is calculated for each set of symmetry-equivalent directions.
final class ReflectionRanking {

    /// Steps of the search for the best angle between two energies where a harmonic enters or
    /// leaves the band.
    private static final int STEPS = 32;

    /// Rows of the table of N(E)/E over the band: within 1e-5 of the smooth spectrum of a bending
    /// magnet.
    private static final int SPECTRUM_ROWS = 512;

    /// More lattice points than this in the box around the sphere are a cell or an energy mistyped.
    private static final long MOST_POINTS = 1L << 28;

    /// Symmetry-equivalent directions; the first is the one that stands for the set.
    private record Family(int[][] members, int[] orders, double[] squares, double strength) {}

    private final Crystal crystal;
    private final Beam beam;
    private final Matrix3 reciprocal;
    private final ReflectionSymmetry symmetry;
    private final StructureFactor structureFactor;
    private final double largestNorm;
    private final int hMax;
    private final int kMax;
    private final int lMax;
    private final double[] fluxPerEnergy = new double[SPECTRUM_ROWS];

    ReflectionRanking(Crystal crystal, Beam beam) {
        this.crystal = crystal;
        this.beam = beam;
        reciprocal = crystal.cell().reciprocal();
        symmetry = new ReflectionSymmetry(crystal.operators());
        structureFactor = new StructureFactor(crystal);
        largestNorm = 2 * beam.maximumEnergy() / PhysicalConstants.HC;
        // h = G·a, so |h| ≤ |G| a; one more for rounding.
        hMax = (int) (largestNorm * crystal.cell().a()) + 1;
        kMax = (int) (largestNorm * crystal.cell().b()) + 1;
        lMax = (int) (largestNorm * crystal.cell().c()) + 1;
        if (points() > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "crystal %s has %d lattice points to %s keV; expected fewer than %d (a smaller cell or a lower energy)"
                            .formatted(
                                    crystal.name(), points(), beam.maximumEnergy(), MOST_POINTS));
        }
        for (int i = 0; i < SPECTRUM_ROWS; i++) {
            double keV =
                    beam.minimumEnergy()
                            + i
                                    * (beam.maximumEnergy() - beam.minimumEnergy())
                                    / (SPECTRUM_ROWS - 1);
            fluxPerEnergy[i] = beam.spectrum().flux(keV) / keV;
        }
    }

    ReflectionList strongest(double minimumStrength) {
        List<Family> families = families();
        families.sort(
                Comparator.comparingDouble(Family::strength)
                        .reversed()
                        .thenComparing(family -> family.members[0], Arrays::compare));
        double strongest =
                families.isEmpty() ? 1 : Math.max(families.getFirst().strength, Double.MIN_NORMAL);
        List<Family> kept =
                families.stream()
                        .filter(family -> family.strength >= minimumStrength * strongest)
                        .toList();
        return columns(kept, strongest);
    }

    private List<Family> families() {
        List<Family> families = new ArrayList<>();
        BitSet seen = new BitSet((int) points());
        for (int h = hMax; h >= 0; h--) {
            for (int k = kMax; k >= -kMax; k--) {
                for (int l = lMax; l >= -lMax; l--) {
                    double norm = norm(h, k, l);
                    if (norm > largestNorm || seen.get(index(h, k, l)) || gcd(gcd(h, k), l) != 1) {
                        continue;
                    }
                    int[][] members = symmetry.equivalents(h, k, l);
                    for (int[] member : members) {
                        seen.set(checkedIndex(member));
                    }
                    Family family = family(members, norm);
                    if (family.orders.length > 0) {
                        families.add(family);
                    }
                }
            }
        }
        return families;
    }

    private Family family(int[][] members, double norm) {
        int[] first = members[0];
        int highest = (int) (largestNorm / norm);
        int[] orders = new int[highest];
        double[] squares = new double[highest];
        int count = 0;
        for (int n = 1; n <= highest; n++) {
            if (!symmetry.isAbsent(n * first[0], n * first[1], n * first[2])) {
                orders[count] = n;
                squares[count] = structureFactor.square(n * first[0], n * first[1], n * first[2]);
                count++;
            }
        }
        orders = Arrays.copyOf(orders, count);
        squares = Arrays.copyOf(squares, count);
        return new Family(members, orders, squares, strength(norm, orders, squares));
    }

    /// The largest intensity over θ, searched between the energies where a harmonic enters or
    /// leaves the band.
    private double strength(double norm, int[] orders, double[] squares) {
        double lowest = PhysicalConstants.HC * norm / 2;
        double[] edges = new double[2 * orders.length];
        for (int i = 0; i < orders.length; i++) {
            edges[2 * i] = Math.max(beam.minimumEnergy() / orders[i], lowest);
            edges[2 * i + 1] = beam.maximumEnergy() / orders[i];
        }
        Arrays.sort(edges);
        double best = 0;
        for (int i = 0; i < edges.length; i++) {
            best = Math.max(best, intensity(edges[i], norm, orders, squares));
            for (int j = 1; i + 1 < edges.length && edges[i + 1] > edges[i] && j < STEPS; j++) {
                double keV = edges[i] + j * (edges[i + 1] - edges[i]) / STEPS;
                best = Math.max(best, intensity(keV, norm, orders, squares));
            }
        }
        return best;
    }

    /// Relative intensity at the energy E of the first order: with sin θ = hc|G|/2E every harmonic
    /// adds N(nE) / (nE) · |F|² / (n |G|)², constants left out.
    private double intensity(double keV, double norm, int[] orders, double[] squares) {
        double sum = 0;
        for (int i = 0; i < orders.length; i++) {
            double harmonic = orders[i] * keV;
            double g = orders[i] * norm;
            sum += fluxPerEnergy(harmonic) * squares[i] / (g * g);
        }
        return sum;
    }

    private double fluxPerEnergy(double keV) {
        double low = beam.minimumEnergy();
        double high = beam.maximumEnergy();
        // An edge of the band times n may come back one rounding outside.
        if (keV < low * (1 - 1e-12) || keV > high * (1 + 1e-12)) {
            return 0;
        }
        double row = Math.clamp((keV - low) / (high - low), 0, 1) * (SPECTRUM_ROWS - 1);
        int below = Math.min((int) row, SPECTRUM_ROWS - 2);
        double f = row - below;
        return (1 - f) * fluxPerEnergy[below] + f * fluxPerEnergy[below + 1];
    }

    private ReflectionList columns(List<Family> families, double strongest) {
        int size = families.stream().mapToInt(family -> family.members.length).sum();
        int harmonics =
                families.stream()
                        .mapToInt(family -> family.members.length * family.orders.length)
                        .sum();
        int[] h = new int[size];
        int[] k = new int[size];
        int[] l = new int[size];
        double[][] g = new double[3][size];
        double[] strength = new double[size];
        int[] firstHarmonic = new int[size + 1];
        int[] orders = new int[harmonics];
        double[] squares = new double[harmonics];
        int i = 0;
        for (Family family : families) {
            int length = family.orders.length;
            for (int[] hkl : family.members) {
                h[i] = hkl[0];
                k[i] = hkl[1];
                l[i] = hkl[2];
                g[0][i] = reciprocal.xx() * h[i] + reciprocal.xy() * k[i] + reciprocal.xz() * l[i];
                g[1][i] = reciprocal.yx() * h[i] + reciprocal.yy() * k[i] + reciprocal.yz() * l[i];
                g[2][i] = reciprocal.zx() * h[i] + reciprocal.zy() * k[i] + reciprocal.zz() * l[i];
                strength[i] = family.strength / strongest;
                System.arraycopy(family.orders, 0, orders, firstHarmonic[i], length);
                System.arraycopy(family.squares, 0, squares, firstHarmonic[i], length);
                firstHarmonic[i + 1] = firstHarmonic[i] + length;
                i++;
            }
        }
        return new ReflectionList(crystal, h, k, l, g, strength, firstHarmonic, orders, squares);
    }

    private double norm(int h, int k, int l) {
        double x = reciprocal.xx() * h + reciprocal.xy() * k + reciprocal.xz() * l;
        double y = reciprocal.yx() * h + reciprocal.yy() * k + reciprocal.yz() * l;
        double z = reciprocal.zx() * h + reciprocal.zy() * k + reciprocal.zz() * l;
        return Math.sqrt(x * x + y * y + z * z);
    }

    private long points() {
        return (2L * hMax + 1) * (2L * kMax + 1) * (2L * lMax + 1);
    }

    private int checkedIndex(int[] hkl) {
        if (Math.abs(hkl[0]) > hMax || Math.abs(hkl[1]) > kMax || Math.abs(hkl[2]) > lMax) {
            throw new IllegalArgumentException(
                    "crystal %s: the cell does not have the symmetry of its operators (%d %d %d is longer than its equivalents)"
                            .formatted(crystal.name(), hkl[0], hkl[1], hkl[2]));
        }
        return index(hkl[0], hkl[1], hkl[2]);
    }

    private int index(int h, int k, int l) {
        return ((h + hMax) * (2 * kMax + 1) + k + kMax) * (2 * lMax + 1) + l + lMax;
    }

    private static int gcd(int a, int b) {
        int x = Math.abs(a);
        int y = Math.abs(b);
        while (y != 0) {
            int rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }
}
