package org.lauescope.io.virtual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Disorientation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.io.result.PointGrains;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.simulate.VirtualGrain;
import org.lauescope.simulate.VirtualPoint;

/// What was found in the frames of a virtual scan beside what is true.
///
/// A grain is found if one of the same orientation within [#SAME_GRAIN] was reported; all others
/// reported are wrong. One that gives less than [#EXPECTED_SHARE] of the light may be found or not.
public final class ScanComparison {

    public static final double SAME_GRAIN = Math.toRadians(0.5);
    public static final double EXPECTED_SHARE = 0.25;

    private final VirtualScan scan;
    private final Matrix3 sampleFromLab;
    private final boolean[] seen;
    private final int[] strongest;
    private final List<Row> rows = new ArrayList<>();
    private int right;
    private int wrong;
    private int missed;
    private int empty;
    private int rightlyEmpty;

    public ScanComparison(VirtualScan scan) {
        this.scan = scan;
        this.sampleFromLab = scan.sample().geometry().sampleFromLab();
        this.seen = new boolean[scan.grid().size()];
        this.strongest = new int[scan.grid().size()];
    }

    /// All grains of all points of a result.
    public static ScanComparison of(VirtualScan scan, ScanResult result) {
        Table table = result.tables().get(ScanResult.POINT_GRAINS);
        if (table == null) {
            throw new IllegalArgumentException(
                    "scan \"%s\" has no table of the grains of its points".formatted(scan.name()));
        }
        double[] points = table.column(PointGrains.POINT.name());
        double[][] orientation = columns(table, PointGrains.ORIENTATION);
        double[][] strain = columns(table, PointGrains.STRAIN);
        double[][] sigma = columns(table, PointGrains.STRAIN_SIGMA);
        double[] rotationSigma = table.column(PointGrains.ROTATION_SIGMA.name());
        double unit = isInDegrees(table, PointGrains.ROTATION_SIGMA) ? Math.toRadians(1) : 1;
        List<List<Found>> found = new ArrayList<>();
        for (int point = 0; point < scan.grid().size(); point++) {
            found.add(new ArrayList<>());
        }
        for (int i = 0; i < table.size(); i++) {
            double[] q = row(orientation, i);
            found.get((int) points[i])
                    .add(
                            new Found(
                                    new Quaternion(q[0], q[1], q[2], q[3]).matrix(),
                                    row(strain, i),
                                    row(sigma, i),
                                    unit * rotationSigma[i]));
        }
        ScanComparison comparison = new ScanComparison(scan);
        for (int point = 0; point < scan.grid().size(); point++) {
            if (result.map().status(point) != PointStatus.NOT_MEASURED
                    && !result.map().status(point).isFailed()) {
                comparison.add(point, found.get(point));
            }
        }
        return comparison;
    }

    /// Angles are degrees in tables that were read from a file, radians in others.
    private static boolean isInDegrees(Table table, Quantity column) {
        return table.quantities().stream()
                .anyMatch(q -> q.name().equals(column.name()) && q.unit().equals("deg"));
    }

    private static double[][] columns(Table table, List<Quantity> quantities) {
        return quantities.stream().map(q -> table.column(q.name())).toArray(double[][]::new);
    }

    private static double[] row(double[][] columns, int index) {
        return Arrays.stream(columns).mapToDouble(column -> column[index]).toArray();
    }

    /// A grain that was found.
    ///
    /// @param strain, strainSigma deviatoric, SAMPLE axes
    /// @param rotationSigma root mean square angle of the uncertainty, rad
    public record Found(
            Matrix3 sampleFromCrystal,
            double[] strain,
            double[] strainSigma,
            double rotationSigma) {}

    /// A true grain that was found.
    ///
    /// @param grain its number in the sample
    /// @param share of the light of its point
    /// @param angle error of the orientation, rad
    /// @param strainError found − true
    public record Row(
            int point,
            int grain,
            double share,
            double angle,
            double[] strainError,
            double[] trueStrain,
            Found found) {}

    /// The next point; its grains strongest first.
    public void add(int point, List<Found> grains) {
        seen[point] = true;
        VirtualPoint truth = scan.point(scan.grid().row(point), scan.grid().column(point));
        List<Found> unclaimed = new ArrayList<>(grains);
        List<VirtualPoint.Part> parts = new ArrayList<>(truth.parts());
        parts.sort(Comparator.comparingDouble(VirtualPoint.Part::share).reversed());
        boolean lacks = false;
        strongest[point] = -1;
        for (VirtualPoint.Part part : parts) {
            Found found = nearest(part.grain(), unclaimed);
            if (found != null) {
                unclaimed.remove(found);
                rows.add(row(point, part, found));
                if (found.equals(grains.getFirst())) {
                    strongest[point] = part.number();
                }
            } else {
                lacks |= part.share() >= EXPECTED_SHARE;
            }
        }
        if (!unclaimed.isEmpty()) {
            wrong++;
        } else if (lacks) {
            missed++;
        } else {
            right++;
        }
        if (truth.amorphous() == 1) {
            empty++;
            rightlyEmpty += grains.isEmpty() ? 1 : 0;
        }
    }

    private @Nullable Found nearest(VirtualGrain truth, List<Found> grains) {
        Found nearest = null;
        double smallest = SAME_GRAIN;
        for (Found grain : grains) {
            double angle = angle(truth, grain);
            if (angle < smallest) {
                smallest = angle;
                nearest = grain;
            }
        }
        return nearest;
    }

    private double angle(VirtualGrain truth, Found grain) {
        return Disorientation.angle(
                sampleFromLab.times(truth.labFromCrystal()),
                grain.sampleFromCrystal,
                truth.reflections().crystal().properRotations());
    }

    private Row row(int point, VirtualPoint.Part part, Found found) {
        VirtualGrain grain = part.grain();
        SymmetricTensor strain =
                grain.visibleStrain().in(sampleFromLab.times(grain.labFromCrystal()));
        double[] truth = strain.toArray();
        double[] error = new double[6];
        Arrays.setAll(error, i -> found.strain[i] - truth[i]);
        return new Row(
                point, part.number(), part.share(), angle(grain, found), error, truth, found);
    }

    /// Points at which every grain reported is there, and every grain of note was found.
    public int right() {
        return right;
    }

    /// Points at which a grain was reported that is not there.
    public int wrong() {
        return wrong;
    }

    /// Points at which a grain of note was not found.
    public int missed() {
        return missed;
    }

    /// Points at which nothing diffracts.
    public int emptyPoints() {
        return empty;
    }

    /// Points at which nothing diffracts and nothing was found.
    public int rightlyEmptyPoints() {
        return rightlyEmpty;
    }

    /// The grains that were found, point by point.
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    public List<Row> rows(int grain) {
        return rows.stream().filter(row -> row.grain == grain).toList();
    }

    /// Intersection over union of a grain's points, where it is and was found to be the strongest.
    /// Points near a boundary, where a second grain gives light too, are left out.
    public double overlap(int grain) {
        int both = 0;
        int either = 0;
        for (int point = 0; point < seen.length; point++) {
            VirtualPoint truth = scan.point(scan.grid().row(point), scan.grid().column(point));
            boolean alone = truth.parts().size() + (truth.amorphous() > 0 ? 1 : 0) == 1;
            if (seen[point] && alone) {
                boolean is = !truth.parts().isEmpty() && truth.parts().getFirst().number() == grain;
                boolean found = strongest[point] == grain;
                both += is && found ? 1 : 0;
                either += is || found ? 1 : 0;
            }
        }
        return (double) both / either;
    }

    /// Root mean square of error / σ of a strain component; 1 is honest.
    public static double strainPull(List<Row> rows, int component) {
        return rootMeanSquare(
                rows, row -> row.strainError[component] / row.found.strainSigma[component]);
    }

    /// Root mean square error of the orientation over the root mean square that was claimed.
    public static double rotationPull(List<Row> rows) {
        return rootMeanSquare(rows, row -> row.angle / row.found.rotationSigma);
    }

    public static double rootMeanSquare(List<Row> rows, ToDoubleFunction<Row> value) {
        double sum = 0;
        for (Row row : rows) {
            double v = value.applyAsDouble(row);
            sum += v * v;
        }
        return Math.sqrt(sum / rows.size());
    }
}
