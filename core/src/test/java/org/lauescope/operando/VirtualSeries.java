package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.map.Polyline;
import org.lauescope.map.ScanGrid;
import org.lauescope.simulate.GrainLayout;

/// Maps of four scans of a virtual cell, of known truth, as registration hands them on.
///
/// Five grains lie below an interface along the upper edge. All scans have white and correlated
/// noise, one point in 200 with three times its claimed uncertainty, some points missing; each has
/// its own shift and drift of all strains (detector), its own rotation (what is left of the
/// re-mount) that the strains are seen in, and is displaced by up to 0.3 steps. Points whose grain
/// the displacement changes are unknown.
final class VirtualSeries {

    enum Truth {
        /// Strain exp(−d/25 µm) n nᵀ from the interface on, and a place that opens along x, as wide
        /// as 6 µm and ever longer away from the interface, with mosaic
        PENETRATION,
        /// Mosaic exp(−½ (d/5 µm)²) along all boundaries; no strain
        BOUNDARY,
        /// Both of them
        MIXED,
        NOTHING
    }

    static final int SCANS = 4;

    /// Claimed uncertainties of xx, yy, zz, yz, xz, xy of one point; those of width and GROD, rad.
    private static final double[] SIGMA = {5e-5, 5e-5, 5e-5, 8e-5, 8e-5, 5e-5};

    private static final double WIDTH_SIGMA = 4e-5;
    private static final double ROTATION_SIGMA = 1e-4;

    final Truth truth;
    final double amplitude;
    final ScanGrid grid = ScanGrid.of(40, 30, 4, 4);
    final int[] grain = new int[grid.size()];
    final Polyline line = new Polyline(new double[] {-10, 170}, new double[] {-5, -2});
    final double[] interfaceDistance = line.distances(grid);
    final double[] boundaryDistance = new double[grid.size()];

    /// Of each point, −½ … ½: row by row.
    final double[] time = new double[grid.size()];

    /// Charge passed before each scan, mAh/cm².
    final double[] charge = {0, 0.5, 1.0, 1.5};

    /// Six strains, width and GROD of each scan.
    final List<List<Field>> scans = new ArrayList<>();

    private final Random random;
    private final GrainLayout layout;
    private final double[][] grainStrain;
    private final List<Waves> strainField = new ArrayList<>();
    private final List<Waves> turnField = new ArrayList<>();
    private final Waves widthField;

    VirtualSeries(Truth truth, double amplitude, long seed) {
        this.truth = truth;
        this.amplitude = amplitude;
        random = new Random(seed);
        List<Vector3> seeds = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            seeds.add(new Vector3(160 * random.nextDouble(), 120 * random.nextDouble(), 0));
        }
        layout = new GrainLayout.Voronoi(seeds);
        Arrays.setAll(grain, i -> grainAt(grid.x(i), grid.y(i)));
        Arrays.setAll(time, i -> i / (grid.size() - 1.0) - 0.5);
        fillBoundaryDistance();
        grainStrain = new double[5][6];
        for (double[] strain : grainStrain) {
            Arrays.setAll(strain, _ -> 2e-4 * random.nextGaussian());
        }
        for (int k = 0; k < 6; k++) {
            strainField.add(new Waves(random, 20));
        }
        for (int k = 0; k < 3; k++) {
            turnField.add(new Waves(random, 30));
        }
        widthField = new Waves(random, 20);
        for (int scan = 0; scan < SCANS; scan++) {
            scans.add(measure(scan));
        }
    }

    /// Changes of all scans against the first.
    SeriesEvidence changes() {
        return new SeriesEvidence(
                grid,
                grain,
                interfaceDistance,
                boundaryDistance,
                CellHistory.ofCharge(charge),
                IntStream.range(0, 6).mapToObj(this::changes).toList(),
                changes(6),
                changes(7));
    }

    private List<Change> changes(int plane) {
        return IntStream.range(1, SCANS).mapToObj(scan -> change(scan, plane)).toList();
    }

    /// What a detector that moved and a displaced scan may do is no change.
    Change change(int scan, int plane) {
        Field first = scans.getFirst().get(plane);
        Field later = scans.get(scan).get(plane);
        double[] mean = new double[grid.size()];
        Arrays.setAll(mean, i -> (first.values()[i] + later.values()[i]) / 2);
        return new Change(
                later.minus(first),
                Nuisance.shift(grid)
                        .and(time)
                        .andDisplacement(new Field(grid, mean, first.sigma()), grain));
    }

    private int grainAt(double x, double y) {
        return layout.grainAt(new Vector3(x, y, 0));
    }

    /// Distance from the nearest middle between neighbours of different grains.
    private void fillBoundaryDistance() {
        List<double[]> edges = new ArrayList<>();
        for (int i = 0; i < grain.length; i++) {
            if (grid.column(i) + 1 < grid.columns() && grain[i] != grain[i + 1]) {
                edges.add(new double[] {grid.x(i) + grid.columnStep() / 2, grid.y(i)});
            }
            if (grid.row(i) + 1 < grid.rows() && grain[i] != grain[i + grid.columns()]) {
                edges.add(new double[] {grid.x(i), grid.y(i) + grid.rowStep() / 2});
            }
        }
        Arrays.setAll(
                boundaryDistance,
                i ->
                        edges.stream()
                                .mapToDouble(e -> Math.hypot(e[0] - grid.x(i), e[1] - grid.y(i)))
                                .min()
                                .orElse(Double.POSITIVE_INFINITY));
    }

    /// Boundary distance at any place, from that of the nearest point.
    private double boundaryDistance(double x, double y) {
        int column = (int) Math.clamp(Math.rint(x / 4), 0, grid.columns() - 1);
        int row = (int) Math.clamp(Math.rint(y / 4), 0, grid.rows() - 1);
        return boundaryDistance[grid.index(row, column)];
    }

    private SymmetricTensor changeOfStrain(double x, double y, double part) {
        if (truth == Truth.BOUNDARY || truth == Truth.NOTHING) {
            return SymmetricTensor.ZERO;
        }
        double decaying = amplitude * part * Math.exp(-line.distance(x, y) / 25);
        double opening = amplitude * part * spot(x, y, part);
        return new SymmetricTensor(opening, decaying, 0, 0, 0, 0);
    }

    private double changeOfWidth(double x, double y, double part) {
        double d = boundaryDistance(x, y) / 5;
        double alongBoundaries = Math.exp(-d * d / 2);
        return amplitude
                * part
                * switch (truth) {
                    case PENETRATION -> spot(x, y, part);
                    case BOUNDARY -> alongBoundaries;
                    case MIXED -> spot(x, y, part) + alongBoundaries;
                    case NOTHING -> 0;
                };
    }

    private static double spot(double x, double y, double part) {
        double across = (x - 90) / 6;
        double along = y / (15 + 25 * part);
        return Math.exp(-(across * across + along * along) / 2);
    }

    private List<Field> measure(int scan) {
        double part = scan / (SCANS - 1.0);
        double dx = 4 * 0.6 * (random.nextDouble() - 0.5);
        double dy = 4 * 0.6 * (random.nextDouble() - 0.5);
        Matrix3 turned =
                Matrix3.rotation(
                        new Vector3(
                                2e-4 * random.nextGaussian(),
                                2e-4 * random.nextGaussian(),
                                2e-4 * random.nextGaussian()));
        double[] shift = new double[6];
        double[] drift = new double[6];
        Arrays.setAll(shift, _ -> 5e-5 * random.nextGaussian());
        Arrays.setAll(drift, _ -> 4e-5 * random.nextGaussian());
        double[][] noise = new double[11][];
        for (int k = 0; k < noise.length; k++) {
            noise[k] = CorrelatedNoise.mixed(grid, random, 0.8, 0.3);
        }
        double[][] values = new double[8][grid.size()];
        double[][] sigma = new double[8][grid.size()];
        for (int i = 0; i < grid.size(); i++) {
            double x = grid.x(i) + dx;
            double y = grid.y(i) + dy;
            double claimed = 0.8 + 0.5 * random.nextDouble();
            double true0 = claimed * (random.nextInt(200) == 0 ? 3 : 1);
            boolean missing = random.nextInt(50) == 0 || grainAt(x, y) != grain[i];
            double[] base = new double[6];
            int number = grain[i];
            int point = i;
            Arrays.setAll(base, k -> grainStrain[number][k] + 1e-4 * strainField.get(k).at(x, y));
            double[] seen = components(tensor(base).plus(changeOfStrain(x, y, part)).in(turned));
            for (int k = 0; k < 6; k++) {
                seen[k] += shift[k] + drift[k] * time[i] + true0 * SIGMA[k] * noise[k][i];
            }
            // White beam sees no change of volume; of three independent errors two thirds remain.
            double mean = (seen[0] + seen[1] + seen[2]) / 3;
            for (int k = 0; k < 6; k++) {
                values[k][i] = missing ? Double.NaN : seen[k] - (k < 3 ? mean : 0);
                sigma[k][i] = claimed * SIGMA[k] * (k < 3 ? Math.sqrt(2.0 / 3) : 1);
            }
            values[6][i] =
                    missing
                            ? Double.NaN
                            : 9e-4
                                    + 1e-4 * widthField.at(x, y)
                                    + changeOfWidth(x, y, part)
                                    + true0 * WIDTH_SIGMA * noise[6][i];
            sigma[6][i] = claimed * WIDTH_SIGMA;
            double[] turn = new double[3];
            Arrays.setAll(
                    turn,
                    k ->
                            4e-4 * turnField.get(k).at(x, y)
                                    + true0 * ROTATION_SIGMA * noise[7 + k][point]);
            values[7][i] = missing ? Double.NaN : new Vector3(turn[0], turn[1], turn[2]).norm();
            sigma[7][i] = claimed * ROTATION_SIGMA;
        }
        List<Field> planes = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            planes.add(new Field(grid, values[k], sigma[k]));
        }
        return planes;
    }

    private static SymmetricTensor tensor(double[] c) {
        return new SymmetricTensor(c[0], c[1], c[2], c[3], c[4], c[5]);
    }

    private static double[] components(SymmetricTensor t) {
        return new double[] {t.xx(), t.yy(), t.zz(), t.yz(), t.xz(), t.xy()};
    }

    /// A smooth random function of variance 1 with the correlation exp(−½ (r/length)²).
    private static final class Waves {
        private final double[][] wave = new double[48][];

        Waves(Random random, double length) {
            Arrays.setAll(
                    wave,
                    _ ->
                            new double[] {
                                random.nextGaussian() / length,
                                random.nextGaussian() / length,
                                2 * Math.PI * random.nextDouble()
                            });
        }

        double at(double x, double y) {
            double sum = 0;
            for (double[] w : wave) {
                sum += Math.cos(w[0] * x + w[1] * y + w[2]);
            }
            return sum * Math.sqrt(2.0 / wave.length);
        }
    }
}
