package org.lauescope.io.ebsd;

import java.util.Locale;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.UnitCell;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// Writes the strongest grain of each point as `.ang`: crystal axes with x along a. Image quality
/// is the number of matched peaks, the confidence index 1 or, where nothing is indexed, −1.
public final class AngExporter extends EbsdExporter {

    private static final double UNKNOWN = 4 * Math.PI;

    public AngExporter() {
        super("ang");
    }

    @Override
    String text(ScanMap map, double[] deviations) {
        OrientationMap orientations = map.orientations();
        ScanGrid grid = map.grid();
        StringBuilder text = new StringBuilder(96 * grid.size() + 1024);
        text.append("# TEM_PIXperUM          1.000000\n# x-star                0.000000\n");
        text.append("# y-star                0.000000\n# z-star                0.000000\n");
        text.append("# WorkingDistance       0.000000\n#\n");
        for (int i = 0; i < orientations.crystals().size(); i++) {
            phase(text, i + 1, orientations.crystals().get(i));
        }
        text.append("# GRID: SqrGrid\n");
        text.append("# XSTEP: ").append(grid.columnStep()).append('\n');
        text.append("# YSTEP: ").append(grid.rowStep()).append('\n');
        text.append("# NCOLS_ODD: ").append(grid.columns()).append('\n');
        text.append("# NCOLS_EVEN: ").append(grid.columns()).append('\n');
        text.append("# NROWS: ").append(grid.rows()).append("\n#\n# OPERATOR: lauescope\n#\n");
        text.append("# SAMPLEID: ").append(map.name().replaceAll("\\R", " "));
        text.append("\n#\n# SCANID:\n#\n");
        double[] peaks = EbsdNotes.peaks(map);
        boolean one = orientations.crystals().size() == 1;
        for (int i = 0; i < grid.size(); i++) {
            boolean known = orientations.isKnown(i);
            EulerAngles angles =
                    known
                            ? EulerAngles.of(orientations.quaternion(i))
                            : new EulerAngles(UNKNOWN, UNKNOWN, UNKNOWN);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%9.5f %9.5f %9.5f %12.5f %12.5f %6.1f %6.3f %2d %6d %6.3f\n",
                            angles.phi1(),
                            angles.capitalPhi(),
                            angles.phi2(),
                            grid.originX() + grid.column(i) * grid.columnStep(),
                            grid.originY() + grid.row(i) * grid.rowStep(),
                            Double.isNaN(peaks[i]) ? 0 : peaks[i],
                            known ? 1.0 : -1.0,
                            known && !one ? orientations.crystal()[i] + 1 : 0,
                            0,
                            known ? deviations[i] : 180.0));
        }
        return text.toString();
    }

    private static void phase(StringBuilder text, int number, Crystal crystal) {
        UnitCell cell = crystal.cell();
        String name = crystal.name().replaceAll("\\s+", " ");
        text.append(
                String.format(
                        Locale.ROOT,
                        "# Phase %d\n# MaterialName  \t%s\n# Formula     \t%s\n# Info\t\t%s\n# Symmetry              %d\n# LatticeConstants      %.6f %.6f %.6f %.5f %.5f %.5f\n# NumberFamilies        0\n#\n",
                        number,
                        name,
                        name,
                        crystal.source().replaceAll("\\R", " "),
                        SymmetryNumber.of(crystal.laueGroup()).edax(),
                        cell.a(),
                        cell.b(),
                        cell.c(),
                        Math.toDegrees(cell.alpha()),
                        Math.toDegrees(cell.beta()),
                        Math.toDegrees(cell.gamma())));
    }
}
