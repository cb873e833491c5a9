package org.lauescope.io.result;

/// A frame that holds no measurement: its status is [org.lauescope.map.PointStatus#isFailed()].
///
/// @param point row · columns + column
/// @param reason name of the frame and what is wrong with it
public record FailedFrame(int point, String reason) {}
