package org.lauescope.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lauescope.io.json.JsonObject;
import org.lauescope.laue.Geometry;
import org.lauescope.map.Estimate;
import org.lauescope.map.GrainTracking;
import org.lauescope.map.Plane;
import org.lauescope.map.Registration;
import org.lauescope.map.ScanMap;
import org.lauescope.operando.ChangeDetection;
import org.lauescope.operando.Difference;
import org.lauescope.operando.PoseModes;
import org.lauescope.operando.ScanSeries;
import org.lauescope.picture.MeasuredText;
import org.lauescope.run.series.ChangeSentences;
import org.lauescope.run.series.SeriesAnalysis;
import org.lauescope.run.series.StrainChange;

/// What `lauescope series` says.
final class SeriesReport {

    private final SeriesAnalysis analysis;
    private final ScanSeries series;

    SeriesReport(SeriesAnalysis analysis) {
        this.analysis = analysis;
        this.series = analysis.series();
    }

    void print(PrintWriter out) {
        for (int k = 1; k < series.maps().size(); k++) {
            Registration r = series.registrations().get(k - 1);
            out.printf("%s against %s:%n", name(k), name(0));
            out.printf(
                    "  shift x %s µm, y %s µm, turned in the map by %s°; re-mount rotation %s, %s, %s°%n",
                    text(r.shiftX()),
                    text(r.shiftY()),
                    text(degrees(r.rotation())),
                    text(remount(r, 0)),
                    text(remount(r, 1)),
                    text(remount(r, 2)));
            Difference difference = analysis.changes().get(k - 1).difference();
            out.printf(
                    Locale.ROOT,
                    "  %d of %d points have a partner, %.1f %% of them in the same grain%n",
                    difference.matches().count(),
                    series.first().grid().size(),
                    100 * r.agreement());
            StrainChange strain = analysis.changes().get(k - 1).strain();
            if (strain != null) {
                PoseModes modes = strain.modes();
                out.printf(
                        Locale.ROOT,
                        "  a detector moved by %.1f times %s would explain what grains have in common: χ² %.0f to %.0f of %d components%n",
                        modes.calibrationSigmas(),
                        calibrationError(),
                        modes.chiSquare(),
                        modes.remainder(),
                        modes.freedom());
            }
            for (Plane plane : strain == null ? difference.strain() : strain.unexplained()) {
                out.printf(
                        Locale.ROOT,
                        "  %s: median %s·10⁻⁶, median σ of a point %.1f·10⁻⁶%n",
                        plane.quantity().title(),
                        minus("%+.1f", 1e6 * median(plane.values())),
                        1e6 * median(analysis.noise().applied(plane).sigma()));
            }
            int scan = k;
            series.tracking().events().stream()
                    .filter(event -> event.scan() == scan)
                    .forEach(event -> out.println("  " + text(event)));
        }
        new CellText(analysis, names()).print(out);
        new StatisticsText(analysis.statistics(), names()).print(out);
        printChanges(out);
        new MechanismText(analysis.evidence().mechanism()).print(out);
        out.flush();
    }

    private void printChanges(PrintWriter out) {
        List<String> sentences = new ChangeSentences(analysis.result().scans()).sentences();
        out.println(
                sentences.isEmpty()
                        ? "Nothing has changed that noise, a moved detector or a scan displaced by a part of a step does not explain."
                        : "What has changed (noise alone gives as much in less than %s of 100 series):"
                                .formatted(100 * ChangeDetection.LEVEL));
        sentences.forEach(sentence -> out.println("  " + sentence));
    }

    JsonObject json() {
        JsonObject json = new JsonObject().text("reference", name(0));
        JsonObject.Elements scans = json.elements("scans");
        for (int k = 1; k < series.maps().size(); k++) {
            Registration r = series.registrations().get(k - 1);
            JsonObject scan = scans.add().text("name", name(k));
            JsonObject registration = scan.object("registration");
            estimate(registration, "shiftX", r.shiftX());
            estimate(registration, "shiftY", r.shiftY());
            estimate(registration, "rotationDeg", degrees(r.rotation()));
            for (int axis = 0; axis < 3; axis++) {
                estimate(
                        registration,
                        "remount%cDeg".formatted("XYZ".charAt(axis)),
                        remount(r, axis));
            }
            registration
                    .integer("grains", r.remount().grains())
                    .number("agreement", r.agreement())
                    .integer("matched", r.matches().count());
            JsonObject.Elements drift = registration.elements("drift");
            for (Registration.Knot knot : r.drift()) {
                JsonObject at = drift.add().number("line", knot.line());
                estimate(at, "x", knot.x());
                estimate(at, "y", knot.y());
            }
            JsonObject.Elements changes = scan.elements("changes");
            Difference difference = analysis.changes().get(k - 1).difference();
            SeriesAnalysis.Change change = analysis.changes().get(k - 1);
            StrainChange strain = change.strain();
            for (List<Plane> planes :
                    List.of(
                            difference.strain(),
                            change.relative(),
                            strain == null ? List.<Plane>of() : strain.unexplained(),
                            difference.others())) {
                for (Plane plane : planes) {
                    changes.add()
                            .text("plane", plane.name())
                            .text("unit", plane.quantity().unit())
                            .integer(
                                    "points",
                                    Arrays.stream(plane.values()).filter(Double::isFinite).count())
                            .number("median", median(plane.values()))
                            .number("pointSigma", median(analysis.noise().applied(plane).sigma()));
                }
            }
            if (strain != null) {
                pose(scan.object("poseChange"), strain.modes());
            }
            JsonObject.Elements events = scan.elements("grainEvents");
            for (GrainTracking.Event event : series.tracking().events()) {
                if (event.scan() == k) {
                    events.add()
                            .text("kind", event.kind().name().toLowerCase(Locale.ROOT))
                            .numbers("before", numbers(event.before()))
                            .numbers("after", numbers(event.after()));
                }
            }
        }
        new CellText(analysis, names()).addTo(json);
        new StatisticsText(analysis.statistics(), names()).addTo(json);
        new ChangeJson(analysis.evidence(), names()).addTo(json);
        new MechanismText(analysis.evidence().mechanism()).addTo(json);
        return json;
    }

    private void pose(JsonObject json, PoseModes modes) {
        List<String> names = List.of("distanceMm", "x0", "y0", "pitchRad", "rollRad");
        for (int p = 0; p < names.size(); p++) {
            estimate(json, names.get(p), modes.pose().get(p));
        }
        json.number("calibrationSigmas", modes.calibrationSigmas())
                .number("chiSquare", modes.chiSquare())
                .number("remainder", modes.remainder())
                .integer("components", modes.freedom())
                .flag("calibrationAssumed", calibrationError().contains("assumed"));
    }

    private List<String> names() {
        return series.maps().stream().map(ScanMap::name).toList();
    }

    private String name(int scan) {
        return series.maps().get(scan).name();
    }

    private static void estimate(JsonObject json, String name, Estimate estimate) {
        json.number(name, estimate.value()).number(name + "Sigma", estimate.sigma());
    }

    private static Estimate degrees(Estimate radians) {
        return radians.times(Math.toDegrees(1));
    }

    private static Estimate remount(Registration r, int axis) {
        double[] value = {
            r.remount().vector().x(), r.remount().vector().y(), r.remount().vector().z()
        };
        double[] sigma = {
            r.remount().sigma().x(), r.remount().sigma().y(), r.remount().sigma().z()
        };
        return degrees(new Estimate(value[axis], sigma[axis]));
    }

    private static String text(Estimate estimate) {
        if (!Double.isFinite(estimate.sigma())) {
            return MeasuredText.of(estimate.value()) + " (σ unknown)";
        }
        return MeasuredText.of(estimate.value(), estimate.sigma());
    }

    /// With a typographic minus.
    private static String minus(String format, double value) {
        return String.format(Locale.ROOT, format, value).replace('-', '−');
    }

    /// Whose error a movement of the detector is compared with.
    private String calibrationError() {
        Geometry geometry = analysis.result().geometry();
        return geometry != null && geometry.calibration() != null
                ? "the calibration's error"
                : "the error of a usual calibration (the geometry states none; assumed %s)"
                        .formatted(PoseModes.ASSUMED);
    }

    private static String text(GrainTracking.Event event) {
        return switch (event.kind()) {
            case SPLIT -> "grain %s is split into %s".formatted(event.before(), event.after());
            case MERGED -> "grains %s are one, %s".formatted(event.before(), event.after());
            case NEW -> "grain %s is new".formatted(event.after());
            case GONE -> "grain %s is gone".formatted(event.before());
        };
    }

    private static double[] numbers(List<Integer> list) {
        return list.stream().mapToDouble(Integer::doubleValue).toArray();
    }

    private static double median(double @org.jspecify.annotations.Nullable [] values) {
        if (values == null) {
            return Double.NaN;
        }
        double[] known = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        int n = known.length;
        return n == 0 ? Double.NaN : (known[(n - 1) / 2] + known[n / 2]) / 2;
    }
}
