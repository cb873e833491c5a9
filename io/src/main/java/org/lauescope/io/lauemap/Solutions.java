package org.lauescope.io.lauemap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.io.result.PointGrains;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// Collects the solutions of another program's map. The planes show the first solution of each
/// point, if it is believable; the table of grains all believable ones.
///
/// A solution is believable with a mean deviation between 0 and 1 px, a matching rate of 30 % or
/// more (where there is one), a matrix that turns without stretching by more than 2 %, and a strain
/// that is neither exactly zero nor above 2 %.
final class Solutions {

    private static final double LARGEST_DEVIATION_PIXELS = 1;
    private static final double LEAST_RATE = 0.3;
    private static final double LARGEST_STRETCH = 0.02;
    private static final double LARGEST_STRAIN = 0.02;

    private static final Quantity MATCHED =
            Quantity.sequential("peaks_matched", "peaks matched", "");
    private static final Quantity RATE = Quantity.sequential("match_rate", "matching rate", "");
    private static final Quantity RESIDUAL =
            Quantity.sequential("mean_residual", "mean deviation of the peaks", "px");
    private static final Quantity EQUIVALENT =
            Quantity.sequential("equivalent_strain", "von Mises equivalent strain", "");

    /// One solution of a point.
    ///
    /// @param rank its number in the file, from 0
    /// @param crystal number of the crystal, −1 for none
    /// @param rate part of the expected peaks that were found; NaN if unknown
    /// @param deviation mean distance of the peaks, px
    /// @param sampleFromCrystal not yet free of strain
    /// @param strain deviatoric, SAMPLE axes
    record Solution(
            int rank,
            int crystal,
            double matched,
            double rate,
            double deviation,
            Matrix3 sampleFromCrystal,
            SymmetricTensor strain) {

        PointStatus status() {
            if (crystal < 0) {
                return PointStatus.NO_CANDIDATE;
            }
            boolean believable =
                    deviation > 0
                            && deviation < LARGEST_DEVIATION_PIXELS
                            && !(rate < LEAST_RATE)
                            && Math.abs(sampleFromCrystal.determinant() - 1) < LARGEST_STRETCH
                            && strain.square() > 0
                            && strain.equivalentStrain() < LARGEST_STRAIN;
            return believable ? PointStatus.INDEXED : PointStatus.NOT_CONFIRMED;
        }
    }

    private record Grain(int point, Solution solution) {}

    private final String name;
    private final ScanGrid grid;
    private final List<Crystal> crystals;
    private final PointStatus[] status;
    private final int[] crystal;
    private final double[] quaternions;
    private final double[][] strain;
    private final double[] matched;
    private final double[] rate;
    private final double[] residual;
    private final double[] equivalent;
    private final List<Grain> grains = new ArrayList<>();

    Solutions(String name, ScanGrid grid, List<Crystal> crystals) {
        this.name = name;
        this.grid = grid;
        this.crystals = crystals;
        int n = grid.size();
        status = new PointStatus[n];
        Arrays.fill(status, PointStatus.NOT_MEASURED);
        crystal = new int[n];
        Arrays.fill(crystal, -1);
        quaternions = unknown(4 * n);
        strain = new double[6][];
        Arrays.setAll(strain, _ -> unknown(n));
        matched = unknown(n);
        rate = unknown(n);
        residual = unknown(n);
        equivalent = unknown(n);
    }

    private static double[] unknown(int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    void add(int point, Solution solution) {
        PointStatus found = solution.status();
        if (found == PointStatus.INDEXED) {
            grains.add(new Grain(point, solution));
        }
        if (solution.rank == 0) {
            status[point] = found;
            matched[point] = solution.matched;
            rate[point] = solution.rate;
            residual[point] = solution.deviation;
            if (found == PointStatus.INDEXED) {
                show(point, solution);
            }
        }
    }

    private void show(int point, Solution solution) {
        crystal[point] = solution.crystal;
        Quaternion q = quaternion(solution);
        quaternions[4 * point] = q.w();
        quaternions[4 * point + 1] = q.x();
        quaternions[4 * point + 2] = q.y();
        quaternions[4 * point + 3] = q.z();
        double[] components = solution.strain.toArray();
        for (int k = 0; k < 6; k++) {
            strain[k][point] = components[k];
        }
        equivalent[point] = solution.strain.equivalentStrain();
    }

    private static Quaternion quaternion(Solution solution) {
        return Quaternion.ofMatrix(solution.sampleFromCrystal.polar().rotation());
    }

    ScanResult result() {
        ScanMap.Builder map =
                ScanMap.builder(
                        name, status, new OrientationMap(grid, crystals, crystal, quaternions));
        for (int k = 0; k < 6; k++) {
            map.add(new Plane(PointGrains.STRAIN.get(k), strain[k]));
        }
        map.add(new Plane(EQUIVALENT, equivalent));
        map.add(new Plane(MATCHED, matched));
        if (Arrays.stream(rate).anyMatch(r -> !Double.isNaN(r))) {
            map.add(new Plane(RATE, rate));
        }
        map.add(new Plane(RESIDUAL, residual));
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        tables.put(ScanResult.POINT_GRAINS, table());
        return new ScanResult(map.build(), tables);
    }

    private Table table() {
        grains.sort(
                Comparator.comparingInt(Grain::point)
                        .thenComparingInt(grain -> grain.solution.rank));
        Table.Builder table =
                Table.ofSize(grains.size())
                        .add(PointGrains.POINT, column(Grain::point))
                        .add(PointGrains.RANK, column(g -> g.solution.rank))
                        .add(PointGrains.CRYSTAL, column(g -> g.solution.crystal));
        table.add(PointGrains.ORIENTATION.get(0), column(g -> quaternion(g.solution).w()));
        table.add(PointGrains.ORIENTATION.get(1), column(g -> quaternion(g.solution).x()));
        table.add(PointGrains.ORIENTATION.get(2), column(g -> quaternion(g.solution).y()));
        table.add(PointGrains.ORIENTATION.get(3), column(g -> quaternion(g.solution).z()));
        for (int k = 0; k < 6; k++) {
            int component = k;
            table.add(
                    PointGrains.STRAIN.get(k), column(g -> g.solution.strain.toArray()[component]));
        }
        return table.add(PointGrains.MATCHED, column(g -> g.solution.matched)).build();
    }

    private double[] column(ToDoubleFunction<Grain> value) {
        return grains.stream().mapToDouble(value).toArray();
    }
}
