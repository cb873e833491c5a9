package org.lauescope.io.peaks;

import org.jspecify.annotations.Nullable;
import org.lauescope.frame.Peaks;
import org.lauescope.laue.Geometry;

/// The peaks of one frame as a file lists them.
///
/// @param source name of the file; of a file with several lists, the frame's name that it states
/// @param format what kind of list it was, for people
/// @param peaks strongest first
/// @param geometry what the positions refer to: the geometry that was given for reading, else the
///   one that the file carries, or null if neither is known
public record PeakList(String source, String format, Peaks peaks, @Nullable Geometry geometry) {}
