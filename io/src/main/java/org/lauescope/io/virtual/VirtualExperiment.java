package org.lauescope.io.virtual;

import java.nio.file.Path;
import java.util.List;
import org.lauescope.laue.Geometry;
import org.lauescope.simulate.Background;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualDetector;

/// What `virtual.toml` asks for.
///
/// @param seed of everything that is drawn
/// @param strongest expected photons in the strongest spot of each frame
/// @param ending of the frames' names, which tells their format: tif, cbf or edf
/// @param cifFiles files that the crystals came from, to be copied beside the frames
public record VirtualExperiment(
        String title,
        long seed,
        Geometry geometry,
        VirtualDetector detector,
        Background background,
        SpotShape spotShape,
        double strongest,
        List<FrameGroup> groups,
        String ending,
        List<Path> cifFiles) {

    public VirtualExperiment {
        groups = List.copyOf(groups);
        cifFiles = List.copyOf(cifFiles);
    }

    /// Number of frames in all groups.
    public int frames() {
        return groups.stream().mapToInt(FrameGroup::count).sum();
    }
}
