package org.lauescope.map;

import org.lauescope.frame.FrameDefect;
import org.lauescope.index.PointResult;

/// What became of a point. Not measured, not indexed and unreadable are different things, and none
/// is a zero.
public enum PointStatus {
    NOT_MEASURED(0, "not measured"),
    INDEXED(1, "indexed"),
    TOO_FEW_PEAKS(2, PointResult.Reason.TOO_FEW_PEAKS.text()),
    NO_CANDIDATE(3, PointResult.Reason.NO_CANDIDATE.text()),
    NOT_SIGNIFICANT(4, PointResult.Reason.NOT_SIGNIFICANT.text()),
    AMBIGUOUS(5, PointResult.Reason.AMBIGUOUS.text()),
    NOT_CONFIRMED(6, PointResult.Reason.NOT_CONFIRMED.text()),
    UNREADABLE(7, "the frame cannot be read"),
    OTHER_CRYSTAL(8, PointResult.Reason.OTHER_CRYSTAL.text()),
    BLANK(9, "blank frame: all pixels have the same value"),
    MASKED(10, "no pixel of the frame has data"),
    SATURATED(11, "saturated frame: half of its pixels or more");

    private static final PointStatus[] BY_CODE = values();

    private final int code;
    private final String text;

    PointStatus(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /// Stands for the status in files; never changes.
    public int code() {
        return code;
    }

    public String text() {
        return text;
    }

    /// Whether there is a frame but no measurement in it: a fault of the data that somebody should
    /// look at.
    public boolean isFailed() {
        return this == UNREADABLE || this == BLANK || this == MASKED || this == SATURATED;
    }

    public static PointStatus of(FrameDefect defect) {
        return switch (defect) {
            case BLANK -> BLANK;
            case MASKED -> MASKED;
            case SATURATED -> SATURATED;
        };
    }

    public static PointStatus of(PointResult.Reason reason) {
        return switch (reason) {
            case TOO_FEW_PEAKS -> TOO_FEW_PEAKS;
            case NO_CANDIDATE -> NO_CANDIDATE;
            case NOT_SIGNIFICANT -> NOT_SIGNIFICANT;
            case AMBIGUOUS -> AMBIGUOUS;
            case NOT_CONFIRMED -> NOT_CONFIRMED;
            case OTHER_CRYSTAL -> OTHER_CRYSTAL;
        };
    }

    /// @throws IllegalArgumentException if no status has that code
    public static PointStatus ofCode(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException(
                    "status code %d; expected 0 to %d".formatted(code, BY_CODE.length - 1));
        }
        return BY_CODE[code];
    }
}
