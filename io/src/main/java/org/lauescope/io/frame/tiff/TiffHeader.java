package org.lauescope.io.frame.tiff;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Frame;
import org.lauescope.io.frame.DectrisHeader;
import org.lauescope.io.frame.FrameFileException;
import org.lauescope.io.frame.PixelType;

/// What a TIFF page says of its frame: the text of DECTRIS detectors, or the tags of EPICS
/// areaDetector.
final class TiffHeader {

    /// 1990-01-01 UTC, where EPICS counts from, in seconds since 1970.
    private static final long EPICS_EPOCH = 631_152_000;

    private TiffHeader() {}

    static Frame.Header of(TiffDirectory page, PixelType type) throws FrameFileException {
        Instant time = time(page);
        String description = page.text(Tag.IMAGE_DESCRIPTION);
        Frame.Header dectris = description == null ? null : DectrisHeader.parse(description, time);
        if (dectris != null) {
            return dectris;
        }
        double exposure = Double.NaN;
        Frame.Kind kind = Frame.Kind.UNKNOWN;
        for (int tag : page.tags(Tag.EPICS_FIRST_ATTRIBUTE, Tag.EPICS_LAST_ATTRIBUTE)) {
            String text = page.text(tag);
            int colon = text == null ? -1 : text.indexOf(':');
            if (text == null || colon < 0) {
                continue;
            }
            String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = text.substring(colon + 1).strip();
            if (name.contains("exposure") || name.contains("acquiretime")) {
                exposure = number(value);
            } else if (name.contains("model")
                    && value.toLowerCase(Locale.ROOT).matches(".*(pilatus|eiger).*")) {
                kind = Frame.Kind.COUNTING;
            }
        }
        return new Frame.Header(exposure, time, type.limit(), kind);
    }

    /// The time stamp of areaDetector (when the frame came from the detector, UTC), else that of
    /// TIFF.
    private static @Nullable Instant time(TiffDirectory page) throws FrameFileException {
        String software = page.text(Tag.SOFTWARE);
        if (software != null && software.contains("areaDetector") && page.has(Tag.EPICS_SECONDS)) {
            long seconds = page.integer(Tag.EPICS_SECONDS, 0);
            return Instant.ofEpochSecond(
                    EPICS_EPOCH + seconds, page.integer(Tag.EPICS_NANOSECONDS, 0));
        }
        String text = page.text(Tag.DATE_TIME);
        return text == null ? null : DectrisHeader.time(text);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
