package org.lauescope.report;

import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.UnitCell;
import org.lauescope.io.result.ElectrochemicalCell;
import org.lauescope.io.result.Result;
import org.lauescope.laue.CalibrationRecord;
import org.lauescope.laue.Detector;
import org.lauescope.laue.DetectorPose;
import org.lauescope.laue.Geometry;

/// What was measured, with what, and how well the detector's place is known.
final class ExperimentSection {

    private ExperimentSection() {}

    static void append(Html html, Result result) {
        html.raw("<section>").heading(2, "experiment", "Experiment");
        Facts facts = new Facts();
        for (Crystal crystal : result.crystals()) {
            facts.add("Crystal", describe(crystal));
        }
        ElectrochemicalCell cell = result.cell();
        if (cell != null) {
            facts.add("Cell", String.join(" / ", cell.stack()))
                    .add("Electrode A is", cell.electrodeA())
                    .add("Positive current plates", cell.positiveCurrentPlates());
        }
        html.facts(facts).raw("</section>\n");
    }

    private static String describe(Crystal crystal) {
        UnitCell c = crystal.cell();
        return "%s, Laue group %s, a %.4f, b %.4f, c %.4f Å, α %.3f°, β %.3f°, γ %.3f°"
                .formatted(
                        crystal.name(),
                        crystal.laueGroup().symbol(),
                        c.a(),
                        c.b(),
                        c.c(),
                        Math.toDegrees(c.alpha()),
                        Math.toDegrees(c.beta()),
                        Math.toDegrees(c.gamma()));
    }

    static void appendCalibration(Html html, Geometry geometry) {
        html.raw("<section>").heading(2, "calibration", "Calibration");
        Detector detector = geometry.detector();
        DetectorPose pose = DetectorPose.of(detector);
        CalibrationRecord record = geometry.calibration();
        double[] covariance = record != null ? record.covariance() : new double[25];
        html.facts(
                new Facts()
                        .add(
                                "Detector",
                                "%s, %d × %d px"
                                        .formatted(
                                                detector.name(),
                                                detector.columns(),
                                                detector.rows()))
                        .add(
                                "Beam / keV",
                                "%.1f to %.1f"
                                        .formatted(
                                                geometry.beam().minimumEnergy(),
                                                geometry.beam().maximumEnergy()))
                        .add(
                                "Tilt of the sample / °",
                                "%.2f".formatted(Math.toDegrees(geometry.tilt())))
                        .add("Distance / mm", withError(pose.distance(), covariance[0], 1))
                        .add("Foot of the normal, x / px", withError(pose.x0(), covariance[6], 1))
                        .add("Foot of the normal, y / px", withError(pose.y0(), covariance[12], 1))
                        .add(
                                "Pitch / °",
                                withError(pose.pitch(), covariance[18], Math.toDegrees(1)))
                        .add(
                                "Roll / °",
                                withError(pose.roll(), covariance[24], Math.toDegrees(1))));
        if (record != null) {
            html.paragraph(
                    "Calibrated with %d spots of %s (%s); their residual is %.3f px rms. An error of the pose shifts the strain of every point alike, and no σ below holds it."
                            .formatted(
                                    record.spots(),
                                    record.crystal(),
                                    record.frame(),
                                    record.rmsPixels()));
        } else {
            html.paragraph(
                    "The geometry file says nothing about a calibration: the pose is taken as exact, and no error of it is known.");
        }
        html.raw("</section>\n");
    }

    private static String withError(double value, double variance, double factor) {
        // Adding zero makes a negative zero positive.
        String text = "%.4f".formatted(Math.rint(1e4 * factor * value) / 1e4 + 0.0);
        return variance > 0 ? text + " ± %.4f".formatted(factor * Math.sqrt(variance)) : text;
    }
}
