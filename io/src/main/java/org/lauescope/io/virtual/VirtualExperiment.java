package org.lauescope.io.virtual;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.lauescope.laue.Geometry;
import org.lauescope.simulate.Background;
import org.lauescope.simulate.SpotShape;
import org.lauescope.simulate.VirtualDetector;

/// What `virtual.toml` asks for.
///
/// @param seed of everything that is drawn
/// @param strongest expected photons in the strongest spot of each frame
/// @param ending of the frames' names, which tells their format: tif, cbf or edf
/// @param halo light from where nothing diffracts, in place of the background
/// @param scans maps of cross-sections
/// @param cycler of the cell that was scanned, or null
/// @param crystals names of the crystals, and under which name or file each can be found beside the
///   frames
/// @param cifFiles files that the crystals came from, to be copied beside the frames
public record VirtualExperiment(
        String title,
        long seed,
        Geometry geometry,
        VirtualDetector detector,
        Background background,
        Background halo,
        SpotShape spotShape,
        double strongest,
        List<FrameGroup> groups,
        List<VirtualScan> scans,
        @Nullable CyclerRecipe cycler,
        String ending,
        SequencedMap<String, String> crystals,
        List<Path> cifFiles) {

    public VirtualExperiment {
        groups = List.copyOf(groups);
        scans = List.copyOf(scans);
        crystals = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(crystals));
        cifFiles = List.copyOf(cifFiles);
    }

    /// Number of frames in all groups; those of scans are counted apart.
    public int frames() {
        return groups.stream().mapToInt(FrameGroup::count).sum();
    }
}
