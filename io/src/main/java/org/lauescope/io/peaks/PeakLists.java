package org.lauescope.io.peaks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lauescope.io.FileFormatException;
import org.lauescope.io.Numbers;
import org.lauescope.io.TextFile;
import org.lauescope.laue.Geometry;

/// Reads peak lists of any known format, recognised by content.
public final class PeakLists {

    /// Headers of peak lists end before this.
    private static final int HEAD = 16_384;

    private PeakLists() {}

    /// The one list of a file.
    ///
    /// @param given what the positions refer to; null for what the file itself says of it
    /// @throws FileFormatException if the file is no peak list, or has those of several frames
    public static PeakList read(Path path, @Nullable Geometry given) throws IOException {
        List<PeakList> lists = readAll(path, given);
        if (lists.size() != 1) {
            throw new FileFormatException(
                    path.toString(),
                    "peaks of %d frames; expected those of one".formatted(lists.size()));
        }
        return lists.getFirst();
    }

    /// All lists of a file, one per frame.
    public static List<PeakList> readAll(Path path, @Nullable Geometry given) throws IOException {
        return parse(TextFile.read(path), given);
    }

    public static boolean looksLikePeakList(Path path) throws IOException {
        return format(TextFile.head(path, HEAD).text()) != Format.NONE;
    }

    static List<PeakList> parse(TextFile file, @Nullable Geometry given)
            throws FileFormatException {
        return switch (format(file.text())) {
            case OWN -> PeakTable.parse(file, given);
            case LAUETOOLS -> List.of(LaueToolsPeaks.parse(file, given));
            case LAUETOOLS_FIT -> List.of(fit(file, given));
            case APS -> List.of(ApsPeaks.parse(file, given));
            case APS_XML -> ApsIndexingXml.parse(file, given);
            case XMAS ->
                    List.of(
                            new PeakList(
                                    file.source(),
                                    "XMAS .str",
                                    XmasPattern.parse(file).peaks(),
                                    given));
            case LAUEMATCHING -> List.of(LaueMatchingSpots.parse(file, given));
            case NONE -> throw unknown(file);
        };
    }

    private enum Format {
        OWN,
        LAUETOOLS,
        LAUETOOLS_FIT,
        APS,
        APS_XML,
        XMAS,
        LAUEMATCHING,
        NONE
    }

    private static Format format(String text) {
        if (PeakTable.recognises(text)) {
            return Format.OWN;
        }
        if (LaueToolsFit.recognises(text)) {
            return Format.LAUETOOLS_FIT;
        }
        if (LaueToolsPeaks.recognises(text)) {
            return Format.LAUETOOLS;
        }
        if (ApsIndexingXml.recognises(text)) {
            return Format.APS_XML;
        }
        if (ApsPeaks.recognises(text)) {
            return Format.APS;
        }
        if (XmasPattern.recognises(text)) {
            return Format.XMAS;
        }
        return LaueMatchingSpots.recognises(text) ? Format.LAUEMATCHING : Format.NONE;
    }

    private static PeakList fit(TextFile file, @Nullable Geometry given)
            throws FileFormatException {
        LaueToolsFit fit = LaueToolsFit.parse(file);
        String format = file.text().contains("Spots Summary") ? "LaueTools .res" : "LaueTools .fit";
        return new PeakList(
                file.source(), format, fit.peaks(), given == null ? fit.geometry() : given);
    }

    private static FileFormatException unknown(TextFile file) {
        String first = file.text().lines().findFirst().orElse("");
        String hint =
                ApsIndex.recognises(file.text())
                        ? "an APS index result; give the peak list it was made from"
                        : "begins with \"%s\"; expected a peak list: LaueTools .dat .cor .fit .res, APS 34-ID-E text or XML, XMAS .str, LaueMatching, or CSV with x and y"
                                .formatted(Numbers.shown(first));
        return new FileFormatException(file.source(), hint);
    }
}
