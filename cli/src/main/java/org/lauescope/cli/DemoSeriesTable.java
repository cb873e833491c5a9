package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.lauescope.io.virtual.CyclerRecipe;
import org.lauescope.io.virtual.RegistrationBound;
import org.lauescope.io.virtual.SeriesComparison;
import org.lauescope.io.virtual.VirtualScan;
import org.lauescope.map.Plane;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.Registration;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.ClockMap;
import org.lauescope.run.experiment.CellLog;
import org.lauescope.run.series.ChangeSentences;
import org.lauescope.run.series.SeriesAnalysis;
import org.lauescope.run.series.StrainChange;

/// What the demo has found between its scans beside what is true: how they lie, what has changed
/// and where, and what time it was.
final class DemoSeriesTable {

    /// Number of the place that a point belongs to.
    private static final String CHANGED_PLACE = "changed_place";

    private final List<VirtualScan> scans;
    private final SeriesAnalysis series;

    DemoSeriesTable(List<VirtualScan> scans, SeriesAnalysis series) {
        this.scans = scans;
        this.series = series;
    }

    void print(PrintWriter out) {
        out.println(
                """

                against  places of points, steps  re-mount rotation      changed points       unchanged points    hot spot, µm²
                Scan 0   rms error  at best       °      error °     found of those there  reported as changed   true  found  common\
                """);
        for (int k = 1; k < scans.size(); k++) {
            line(k, out);
        }
        List<String> sentences = new ChangeSentences(series.result().scans()).sentences();
        out.println();
        out.println(
                sentences.isEmpty() ? "Over the series nothing has changed." : "What has changed:");
        sentences.forEach(sentence -> out.println("  " + sentence));
        out.println("Mechanism: " + series.evidence().mechanism().statement());
    }

    private void line(int k, PrintWriter out) {
        VirtualScan first = scans.getFirst();
        SeriesComparison comparison = new SeriesComparison(first, scans.get(k));
        Registration registration = series.series().registrations().get(k - 1);
        ScanMap map = series.result().scans().get(k).map();
        StrainChange strain = series.changes().get(k - 1).strain();
        List<Plane> change =
                strain == null
                        ? series.changes().get(k - 1).difference().strain()
                        : strain.unexplained();
        double[] places = new double[first.grid().size()];
        Arrays.fill(places, Double.NaN);
        if (map.has(CHANGED_PLACE)) {
            places = map.plane(CHANGED_PLACE).values();
        }
        boolean[] reported = SeriesComparison.known(places);
        SeriesComparison.Places found =
                SeriesComparison.places(comparison.largestChange(change), reported);
        out.printf(
                Locale.ROOT,
                "%-8s %9.3f  %7.3f      %6.3f  %8.4f  %16s  %18s",
                scans.get(k).name(),
                comparison.placeError(registration),
                RegistrationBound.of(comparison, noise()).place(),
                Math.toDegrees(scans.get(k).mounting().rotation().norm()),
                Math.toDegrees(comparison.remountError(registration)),
                "%d of %d".formatted(found.found(), found.truth()),
                "%d of %d".formatted(found.invented(), found.unchanged()));
        boolean[] hotSpot = comparison.hotSpot();
        double area = first.grid().columnStep() * first.grid().rowStep();
        List<Integer> place = mostCommon(places, hotSpot);
        int common = (int) place.stream().filter(i -> hotSpot[i]).count();
        out.printf(
                Locale.ROOT,
                "  %9.0f  %5.0f  %6.0f%n",
                area * SeriesComparison.count(hotSpot),
                area * place.size(),
                area * common);
    }

    /// Median noise of an orientation of the first scan, rad per axis.
    private double noise() {
        double[] angle =
                Arrays.stream(
                                series.result()
                                        .scans()
                                        .getFirst()
                                        .map()
                                        .plane(PointQuantities.ROTATION_NOISE.name())
                                        .values())
                        .filter(noise -> !Double.isNaN(noise))
                        .sorted()
                        .toArray();
        return Math.toRadians(angle[angle.length / 2]) / Math.sqrt(3);
    }

    /// Points of the place that shares most points with those given; none if no place does.
    private static List<Integer> mostCommon(double[] places, boolean[] points) {
        TreeMap<Double, List<Integer>> all = new TreeMap<>();
        for (int i = 0; i < places.length; i++) {
            if (!Double.isNaN(places[i])) {
                all.computeIfAbsent(places[i], _ -> new ArrayList<>()).add(i);
            }
        }
        List<Integer> best = List.of();
        long most = 0;
        for (List<Integer> place : all.values()) {
            long shared = place.stream().filter(i -> points[i]).count();
            if (shared > most) {
                most = shared;
                best = place;
            }
        }
        return best;
    }

    static void printClock(CyclerRecipe truth, CellLog log, PrintWriter out) {
        ClockMap clock = log.timeline().clock();
        ClockMap exact = truth.cycler().clock();
        double start = exact.toCycler(truth.cycler().start());
        out.printf(
                Locale.ROOT,
                "%nclock of the cycler: offset at the start %.2f ± %.2f s (true %.2f), drift %.2f ± %.2f s a day (true %.2f)%n",
                clock.toBeamline(start) - start,
                clock.sigma(start),
                exact.toBeamline(start) - start,
                86400 * clock.drift(),
                86400 * clock.driftSigma(),
                86400 * exact.drift());
    }
}
