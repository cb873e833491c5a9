package org.lauescope.operando;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lauescope.crystal.Disorientation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Geometry;
import org.lauescope.refine.CrystalState;
import org.lauescope.refine.Displacements;
import org.lauescope.refine.RelativeFit;

/// Change of strain of a grain between two patterns from how the same reflections have moved
/// ([RelativeFit]).
public final class RelativeStrain {

    private final Geometry geometry;
    private final Matrix3 later;

    /// @param geometry of both patterns
    /// @param remount the sample's rotation from the earlier to the later pattern, SAMPLE axes
    public RelativeStrain(Geometry geometry, Matrix3 remount) {
        this.geometry = geometry;
        Matrix3 sampleFromLab = geometry.sampleFromLab();
        later = sampleFromLab.transpose().times(remount).times(sampleFromLab);
    }

    /// @return empty if the patterns are not of the same grain, or have too few reflections in
    ///   common
    public Optional<RelativeFit> between(GrainPattern earlier, GrainPattern later) {
        Matrix3 expected = this.later.times(earlier.state().labFromCrystal());
        Disorientation turn =
                Disorientation.between(
                        expected,
                        later.state().labFromCrystal(),
                        earlier.crystal().properRotations());
        if (!(turn.angle() < Difference.SAME_LATTICE)) {
            return Optional.empty();
        }
        // The later pattern may be described in an equivalent cell: S takes its axes to the
        // earlier one's.
        Matrix3 sameFromLater =
                turn.labFromNearest().transpose().times(later.state().labFromCrystal());
        CrystalState start =
                new CrystalState(turn.labFromNearest(), later.state().strain().in(sameFromLater));
        return RelativeFit.of(
                geometry.detector(),
                earlier.state(),
                start,
                displacements(earlier, later, sameFromLater));
    }

    private record Direction(int h, int k, int l) {
        /// Without the common divisor: harmonics fall on one spot.
        static Direction of(int h, int k, int l) {
            int divisor = Math.max(1, divisor(Math.abs(h), divisor(Math.abs(k), Math.abs(l))));
            return new Direction(h / divisor, k / divisor, l / divisor);
        }

        private static int divisor(int a, int b) {
            return b == 0 ? a : divisor(b, a % b);
        }
    }

    private static Displacements displacements(
            GrainPattern earlier, GrainPattern later, Matrix3 sameFromLater) {
        Matrix3 basis = earlier.crystal().cell().reciprocal();
        Matrix3 indices = basis.inverse().times(sameFromLater).times(basis);
        Map<Direction, Integer> places = new HashMap<>();
        for (int j = 0; j < later.size(); j++) {
            Vector3 h = indices.times(new Vector3(later.h()[j], later.k()[j], later.l()[j]));
            places.put(
                    Direction.of(
                            (int) Math.rint(h.x()), (int) Math.rint(h.y()), (int) Math.rint(h.z())),
                    j);
        }
        double[][] columns = new double[8][earlier.size()];
        int count = 0;
        for (int i = 0; i < earlier.size(); i++) {
            Integer j = places.get(Direction.of(earlier.h()[i], earlier.k()[i], earlier.l()[i]));
            if (j == null) {
                continue;
            }
            Vector3 q = earlier.reciprocal(basis, i);
            columns[0][count] = q.x();
            columns[1][count] = q.y();
            columns[2][count] = q.z();
            columns[3][count] = later.x()[j] - earlier.x()[i];
            columns[4][count] = later.y()[j] - earlier.y()[i];
            columns[5][count] = later.varianceX()[j] + earlier.varianceX()[i];
            columns[6][count] = later.varianceY()[j] + earlier.varianceY()[i];
            columns[7][count] = later.covarianceXY()[j] + earlier.covarianceXY()[i];
            count++;
        }
        for (int c = 0; c < columns.length; c++) {
            columns[c] = java.util.Arrays.copyOf(columns[c], count);
        }
        return new Displacements(
                columns[0],
                columns[1],
                columns[2],
                columns[3],
                columns[4],
                columns[5],
                columns[6],
                columns[7]);
    }
}
