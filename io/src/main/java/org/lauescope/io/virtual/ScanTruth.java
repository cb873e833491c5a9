package org.lauescope.io.virtual;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.simulate.VirtualGrain;
import org.lauescope.simulate.VirtualPoint;

/// What is true of every point of a virtual scan, as CSV: one row per grain in the beam, strongest
/// first, so that the rows of rank 0 are the maps. A point without a grain has one row of grain −1
/// and empty fields. Strain is the deviatoric one that a white beam can see, SAMPLE axes.
final class ScanTruth {

    private static final String HEADER =
            "row,column,frame,x_um,y_um,amorphous,rank,grain,share,qw,qx,qy,qz,"
                    + "strain_xx,strain_yy,strain_zz,strain_yz,strain_xz,strain_xy,mosaic_deg,sample_x_um,sample_y_um,hot_spot\n";

    private ScanTruth() {}

    static void write(VirtualScan scan, Path file) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(part)) {
            out.write(HEADER);
            for (int order = 0; order < scan.grid().size(); order++) {
                write(scan, order, out);
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(VirtualScan scan, int order, BufferedWriter out) throws IOException {
        int point = scan.point(order);
        VirtualPoint seen = scan.point(scan.grid().row(point), scan.grid().column(point));
        String place =
                "%d,%d,%d,%s,%s,%s,"
                        .formatted(
                                scan.grid().row(point),
                                scan.grid().column(point),
                                order,
                                scan.grid().x(point),
                                scan.grid().y(point),
                                (float) seen.amorphous());
        String sample =
                ",%s,%s,%s"
                        .formatted((float) seen.x(), (float) seen.y(), (float) scan.hotSpot(point));
        if (seen.parts().isEmpty()) {
            out.write(place + "0,-1,,,,,,,,,,,," + sample + "\n");
            return;
        }
        List<VirtualPoint.Part> strongestFirst =
                seen.parts().stream()
                        .sorted(Comparator.comparingDouble(VirtualPoint.Part::share).reversed())
                        .toList();
        for (int rank = 0; rank < strongestFirst.size(); rank++) {
            out.write(place + rank + "," + row(scan, strongestFirst.get(rank)) + sample + "\n");
        }
    }

    private static String row(VirtualScan scan, VirtualPoint.Part part) {
        VirtualGrain grain = part.grain();
        Matrix3 sampleFromCrystal =
                scan.sample().geometry().sampleFromLab().times(grain.labFromCrystal());
        Quaternion q = Quaternion.ofMatrix(sampleFromCrystal);
        StringBuilder text = new StringBuilder();
        text.append(part.number()).append(',').append((float) part.share());
        for (double c : new double[] {q.w(), q.x(), q.y(), q.z()}) {
            text.append(',').append(c);
        }
        SymmetricTensor strain = grain.visibleStrain().in(sampleFromCrystal);
        for (double e : strain.toArray()) {
            text.append(',').append((float) e);
        }
        return text.append(',').append((float) mosaicDegrees(grain)).toString();
    }

    /// Standard deviation about one axis, the mean over the axes.
    private static double mosaicDegrees(VirtualGrain grain) {
        return Math.toDegrees(Math.sqrt(grain.spread().trace() / 3));
    }
}
