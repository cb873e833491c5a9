package org.lauescope.operando;

/// Something that both clocks saw, e.g. the start of a scan that a trigger told the cycler.
///
/// @param cycler time on the cycler's clock, as [CyclerLog#time], s
/// @param beamline time on the beamline's clock, s since 1970
/// @param sigma standard uncertainty of their difference, s; NaN if only the scatter of the events
///   can tell
public record ClockEvent(double cycler, double beamline, double sigma) {}
