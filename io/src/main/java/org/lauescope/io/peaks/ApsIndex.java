package org.lauescope.io.peaks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.ApsText;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.io.geometry.ApsGeometry;

/// An index result of APS 34-ID-E (`IndexFile`): the patterns found among directions of spots.
///
/// @param peakFile name of the list that was indexed
/// @param peaks number of spots in that list
public record ApsIndex(String source, String peakFile, int peaks, List<Grain> patterns) {

    /// @param reciprocal columns a\*, b\*, c\*, 1/Å without 2π, LAB
    /// @param rmsErrorDegrees of directions against prediction, degrees
    public record Grain(Matrix3 reciprocal, double rmsErrorDegrees, List<Spot> spots) {}

    /// @param direction unit scattering vector, LAB
    /// @param energy keV
    /// @param errorDegrees angle between measured and predicted direction
    public record Spot(
            Vector3 direction, int h, int k, int l, double energy, double errorDegrees) {}

    /// The file's reciprocal vectors are in 1/nm and contain 2π.
    private static final double PER_NANOMETRE = 1 / (20 * Math.PI);

    /// `[ 0] ( gx gy gz) ( h k l) intensity, energy, error peak`.
    private static final Pattern ROW =
            Pattern.compile("\\s*\\[[^\\]]*\\]\\s*\\(([^)]*)\\)\\s*\\(([^)]*)\\)(.*)");

    static boolean recognises(String text) {
        return text.contains("IndexFile") && text.startsWith("$");
    }

    public static ApsIndex parse(TextFile file) throws FileFormatException {
        if (!recognises(file.text())) {
            throw new FileFormatException(
                    file.source(), 1, "expected \"$filetype IndexFile\" (an APS index result)");
        }
        ApsText text = ApsText.of(file);
        List<Grain> grains = new ArrayList<>();
        for (int i = 0; text.has("array" + i); i++) {
            double[] lattice = text.numbers("recip_lattice" + i, 9);
            Matrix3 reciprocal =
                    Matrix3.ofColumns(
                            ApsGeometry.lab(new Vector3(lattice[0], lattice[1], lattice[2])),
                            ApsGeometry.lab(new Vector3(lattice[3], lattice[4], lattice[5])),
                            ApsGeometry.lab(new Vector3(lattice[6], lattice[7], lattice[8])));
            grains.add(
                    new Grain(
                            reciprocal.times(PER_NANOMETRE),
                            Numbers.parse(text.value("rms_error" + i)),
                            spots(text, text.line("array" + i))));
        }
        return new ApsIndex(
                file.source(),
                text.value("peakFile").replace("'", ""),
                text.integer("NiData", 0, 0, 1_000_000),
                List.copyOf(grains));
    }

    private static List<Spot> spots(ApsText text, int line) throws FileFormatException {
        List<Spot> spots = new ArrayList<>();
        for (int i = line; i < text.text().size(); i++) {
            Matcher row = ROW.matcher(text.text().get(i));
            if (!row.matches()) {
                break;
            }
            String source = text.source();
            double[] g = Numbers.parse(source, i + 1, "G", row.group(1).strip(), 3);
            double[] hkl = Numbers.parse(source, i + 1, "hkl", row.group(2).strip(), 3);
            String[] rest = Numbers.fields(row.group(3));
            if (rest.length < 3) {
                throw new FileFormatException(
                        source, i + 1, "expected intensity, energy and error after the hkl");
            }
            spots.add(
                    new Spot(
                            ApsGeometry.lab(new Vector3(g[0], g[1], g[2])),
                            (int) hkl[0],
                            (int) hkl[1],
                            (int) hkl[2],
                            Numbers.parse(source, i + 1, "energy", rest[1]),
                            Numbers.parse(source, i + 1, "error", rest[2])));
        }
        return List.copyOf(spots);
    }
}
