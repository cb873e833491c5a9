package org.lauescope.io.ebsd;

import java.util.Locale;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.UnitCell;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// Writes the strongest grain of each point as `.ctf`, with Oxford's crystal axes.
public final class CtfExporter extends EbsdExporter {

    public CtfExporter() {
        super("ctf");
    }

    @Override
    String text(ScanMap map, double[] deviations) {
        OrientationMap orientations = map.orientations();
        ScanGrid grid = map.grid();
        StringBuilder text = new StringBuilder(64 * grid.size() + 1024);
        text.append("Channel Text File\nPrj\t").append(oneLine(map.name()));
        text.append("\nAuthor\tlauescope\nJobMode\tGrid\n");
        text.append("XCells\t").append(grid.columns()).append('\n');
        text.append("YCells\t").append(grid.rows()).append('\n');
        text.append("XStep\t").append(grid.columnStep()).append('\n');
        text.append("YStep\t").append(grid.rowStep()).append('\n');
        text.append("AcqE1\t0\nAcqE2\t0\nAcqE3\t0\n");
        text.append(
                "Euler angles refer to Sample Coordinate system (CS0)!\tMag\t0\tCoverage\t100\tDevice\t0\tKV\t0\tTiltAngle\t0\tTiltAxis\t0\n");
        text.append("Phases\t").append(orientations.crystals().size()).append('\n');
        orientations.crystals().forEach(crystal -> phase(text, crystal));
        text.append("Phase\tX\tY\tBands\tError\tEuler1\tEuler2\tEuler3\tMAD\tBC\tBS\n");
        double[] peaks = EbsdNotes.peaks(map);
        Quaternion[] crystalFromOxford =
                orientations.crystals().stream()
                        .map(c -> OxfordFrame.crystalFromOxford(c.cell()))
                        .toArray(Quaternion[]::new);
        for (int i = 0; i < grid.size(); i++) {
            boolean known = orientations.isKnown(i);
            int phase = orientations.crystal()[i];
            EulerAngles angles =
                    known
                            ? EulerAngles.of(
                                    orientations.quaternion(i).times(crystalFromOxford[phase]))
                            : new EulerAngles(0, 0, 0);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%d\t%.4f\t%.4f\t%.0f\t%d\t%.4f\t%.4f\t%.4f\t%.4f\t0\t0\n",
                            known ? phase + 1 : 0,
                            grid.originX() + grid.column(i) * grid.columnStep(),
                            grid.originY() + grid.row(i) * grid.rowStep(),
                            Double.isNaN(peaks[i]) ? 0 : peaks[i],
                            known ? 0 : 3,
                            Math.toDegrees(angles.phi1()),
                            Math.toDegrees(angles.capitalPhi()),
                            Math.toDegrees(angles.phi2()),
                            known ? deviations[i] : 0));
        }
        return text.toString();
    }

    private static void phase(StringBuilder text, Crystal crystal) {
        UnitCell cell = crystal.cell();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%.6f;%.6f;%.6f\t%.5f;%.5f;%.5f\t%s\t%d\t0\t\t\t%s\n",
                        cell.a(),
                        cell.b(),
                        cell.c(),
                        Math.toDegrees(cell.alpha()),
                        Math.toDegrees(cell.beta()),
                        Math.toDegrees(cell.gamma()),
                        oneLine(crystal.name()),
                        SymmetryNumber.of(crystal.laueGroup()).oxford(),
                        oneLine(crystal.source())));
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " ");
    }
}
