package org.lauescope.report;

import java.io.IOException;
import org.lauescope.crystal.Quaternion;
import org.lauescope.io.result.FileUnit;
import org.lauescope.io.result.Table;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.picture.BandCurves;
import org.lauescope.picture.Histogram;

/// The numbers of a figure as CSV, in the units of files; cells without a value are empty.
@FunctionalInterface
interface FigureData {

    void appendTo(Appendable csv) throws IOException;

    static FigureData of(ScanMap map, Plane plane) {
        FileUnit unit = FileUnit.of(plane.quantity());
        String column = plane.name() + (unit.name().isEmpty() ? "" : "_" + unit.name());
        return csv -> {
            double[] sigma = plane.sigma();
            csv.append("x_um,y_um,status,").append(column);
            csv.append(sigma == null ? "\n" : "," + column + "_sigma\n");
            for (int i = 0; i < map.grid().size(); i++) {
                appendPoint(csv, map, i);
                appendNumber(csv, unit.factor() * plane.values()[i]);
                if (sigma != null) {
                    appendNumber(csv, unit.factor() * sigma[i]);
                }
                csv.append('\n');
            }
        };
    }

    static FigureData ofStatus(ScanMap map) {
        return csv -> {
            csv.append("x_um,y_um,status\n");
            for (int i = 0; i < map.grid().size(); i++) {
                appendPoint(csv, map, i);
                csv.append('\n');
            }
        };
    }

    static FigureData ofOrientations(ScanMap map) {
        return csv -> {
            csv.append("x_um,y_um,status,crystal,w,x,y,z\n");
            OrientationMap orientations = map.orientations();
            for (int i = 0; i < map.grid().size(); i++) {
                appendPoint(csv, map, i);
                if (orientations.isKnown(i)) {
                    Quaternion q = orientations.quaternion(i);
                    csv.append(',')
                            .append(orientations.crystals().get(orientations.crystal()[i]).name());
                    for (double c : new double[] {q.w(), q.x(), q.y(), q.z()}) {
                        appendNumber(csv, c);
                    }
                    csv.append('\n');
                } else {
                    csv.append(",,,,,\n");
                }
            }
        };
    }

    static FigureData of(BandCurves curves) {
        return csv -> {
            csv.append("x");
            for (BandCurves.Curve curve : curves.curves()) {
                for (String part : new String[] {"", " lower", " upper"}) {
                    csv.append(',').append(curve.name()).append(part);
                }
            }
            csv.append('\n');
            for (int k = 0; k < curves.x().length; k++) {
                csv.append(Double.toString(curves.x()[k]));
                for (BandCurves.Curve curve : curves.curves()) {
                    appendNumber(csv, curve.value()[k]);
                    appendNumber(csv, curve.lower()[k]);
                    appendNumber(csv, curve.upper()[k]);
                }
                csv.append('\n');
            }
        };
    }

    static FigureData of(Histogram histogram) {
        return csv -> {
            csv.append("from,to");
            for (Histogram.Series series : histogram.series()) {
                csv.append(',').append(series.name());
            }
            csv.append('\n');
            int[][] counts =
                    histogram.series().stream().map(histogram::counts).toArray(int[][]::new);
            for (int bin = 0; bin < histogram.bins(); bin++) {
                csv.append(Double.toString(histogram.edge(bin)));
                appendNumber(csv, histogram.edge(bin + 1));
                for (int[] of : counts) {
                    csv.append(',').append(Integer.toString(of[bin]));
                }
                csv.append('\n');
            }
        };
    }

    /// A table in the units of files.
    static FigureData of(Table table) {
        return csv -> {
            String separator = "";
            for (Quantity quantity : table.quantities()) {
                FileUnit unit = FileUnit.of(quantity);
                csv.append(separator).append(quantity.name());
                csv.append(unit.name().isEmpty() ? "" : "_" + unit.name());
                separator = ",";
            }
            csv.append('\n');
            for (int row = 0; row < table.size(); row++) {
                separator = "";
                for (Quantity quantity : table.quantities()) {
                    double value =
                            FileUnit.of(quantity).factor() * table.column(quantity.name())[row];
                    csv.append(separator).append(Double.toString(value));
                    separator = ",";
                }
                csv.append('\n');
            }
        };
    }

    private static void appendPoint(Appendable csv, ScanMap map, int index) throws IOException {
        ScanGrid grid = map.grid();
        csv.append(Double.toString(grid.x(index)));
        appendNumber(csv, grid.y(index));
        csv.append(',').append(Integer.toString(map.status(index).code()));
    }

    private static void appendNumber(Appendable csv, double value) throws IOException {
        csv.append(',');
        if (Double.isFinite(value)) {
            csv.append(Double.toString(value));
        }
    }
}
