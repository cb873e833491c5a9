package org.lauescope.run.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.laue.Geometry;
import org.lauescope.map.Plane;
import org.lauescope.map.Registration;
import org.lauescope.map.ScanGrid;
import org.lauescope.operando.GrainPattern;
import org.lauescope.operando.PoseModes;
import org.lauescope.operando.RelativeStrain;
import org.lauescope.operando.ScanSeries;
import org.lauescope.refine.RelativeFit;
import org.lauescope.run.store.RunStore;

/// What the spots in the store of a run say about the change from the first scan of a series to a
/// later one: strain from their displacements, and how each grain would answer to a movement of the
/// detector.
///
/// @param strain six planes on the points of the first scan, with σ
/// @param response of each grain of the first scan to the five parameters of the pose, of its point
///   with most spots
record SpotChanges(List<Plane> strain, List<Optional<SymmetricTensor[]>> response) {

    /// Rows of the map that are read at once.
    private static final int ROWS = 4;

    static SpotChanges of(
            RunStore store, List<Crystal> crystals, Geometry geometry, ScanSeries series, int scan)
            throws IOException {
        ScanGrid grid = series.first().grid();
        Registration registration = series.registrations().get(scan - 1);
        int[] partner = registration.matches().point();
        int[] grain = series.grains().getFirst().number();
        RelativeStrain relative = new RelativeStrain(geometry, registration.remount().matrix());
        StoredPatterns before = new StoredPatterns(store, 0, crystals);
        StoredPatterns after = new StoredPatterns(store, scan, crystals);
        double[][] values = unknown(grid.size());
        double[][] sigma = unknown(grid.size());
        @Nullable GrainPattern[] best =
                new @Nullable GrainPattern[series.grains().getFirst().list().size()];
        for (int row = 0; row < grid.rows(); row += ROWS) {
            int first = grid.index(row, 0);
            int last = grid.index(Math.min(grid.rows(), row + ROWS) - 1, grid.columns() - 1);
            int[] partners =
                    Arrays.stream(partner, first, last + 1).filter(p -> p >= 0).sorted().toArray();
            if (partners.length == 0) {
                continue;
            }
            Map<Integer, GrainPattern> earlier = before.between(first, last);
            Map<Integer, GrainPattern> later =
                    after.between(partners[0], partners[partners.length - 1]);
            for (int i = first; i <= last; i++) {
                GrainPattern one = earlier.get(i);
                GrainPattern two = later.get(partner[i]);
                if (one == null) {
                    continue;
                }
                if (grain[i] >= 0) {
                    GrainPattern known = best[grain[i]];
                    best[grain[i]] = known == null || one.size() > known.size() ? one : known;
                }
                if (two != null && one.crystal().equals(two.crystal())) {
                    fill(values, sigma, i, relative.between(one, two), geometry);
                }
            }
        }
        List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < 6; c++) {
            planes.add(new Plane(StrainChange.RELATIVE.get(c), values[c], sigma[c]));
        }
        List<Optional<SymmetricTensor[]>> response = new ArrayList<>();
        for (GrainPattern pattern : best) {
            response.add(
                    pattern == null ? Optional.empty() : PoseModes.response(geometry, pattern));
        }
        return new SpotChanges(planes, response);
    }

    private static void fill(
            double[][] values,
            double[][] sigma,
            int i,
            Optional<RelativeFit> found,
            Geometry geometry) {
        if (found.isPresent()) {
            double[] strain = found.get().strainSample(geometry.sampleFromLab()).toArray();
            double[] error = found.get().strainSampleSigma(geometry.sampleFromLab());
            for (int c = 0; c < 6; c++) {
                values[c][i] = strain[c];
                sigma[c][i] = error[c];
            }
        }
    }

    private static double[][] unknown(int size) {
        double[][] planes = new double[6][size];
        for (double[] plane : planes) {
            Arrays.fill(plane, Double.NaN);
        }
        return planes;
    }
}
