package org.lauescope.io.frame.tiff;

/// The tags of a TIFF directory that matter for a frame.
final class Tag {

    static final int NEW_SUBFILE_TYPE = 254;
    static final int IMAGE_WIDTH = 256;
    static final int IMAGE_LENGTH = 257;
    static final int BITS_PER_SAMPLE = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC_INTERPRETATION = 262;
    static final int IMAGE_DESCRIPTION = 270;
    static final int STRIP_OFFSETS = 273;
    static final int SAMPLES_PER_PIXEL = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_BYTE_COUNTS = 279;
    static final int SOFTWARE = 305;
    static final int DATE_TIME = 306;
    static final int PREDICTOR = 317;
    static final int TILE_WIDTH = 322;
    static final int TILE_LENGTH = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_BYTE_COUNTS = 325;
    static final int SAMPLE_FORMAT = 339;

    /// EPICS areaDetector: time stamp, seconds and nanoseconds since 1990, and a range of
    /// `name:value` texts.
    static final int EPICS_SECONDS = 65002;

    static final int EPICS_NANOSECONDS = 65003;
    static final int EPICS_FIRST_ATTRIBUTE = 65010;
    static final int EPICS_LAST_ATTRIBUTE = 65499;

    private Tag() {}
}
