package org.lauescope.io.virtual;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.lauescope.io.TextFile;
import org.lauescope.io.cycler.BdfWriter;
import org.lauescope.io.geometry.GeometryFiles;
import org.lauescope.laue.Geometry;

/// The folder that a virtual experiment is written to: `geometry.toml`, the CIF files of its
/// crystals, and for scans an `experiment.toml`, the truth `NAME.truth.csv` and
/// `mounting.truth.csv`, for a cell that was cycled its log `cell.bdf.csv` and `cell.truth.csv`.
public final class VirtualFolder {

    private static final String DIGEST = "virtual.sha256";

    private VirtualFolder() {}

    /// Makes the folder and writes everything but frames into it. If the folder holds frames of the
    /// same experiment already, they stay and need not be made again.
    ///
    /// @param recipe text that the experiment was read from
    /// @throws IOException also if the folder holds frames of another experiment
    public static void prepare(Path folder, VirtualExperiment experiment, String recipe)
            throws IOException {
        Files.createDirectories(folder);
        claim(folder, recipe);
        writeSetup(folder, experiment);
        if (!experiment.scans().isEmpty()) {
            TextFile.write(folder.resolve("experiment.toml"), ExperimentFile.of(experiment));
            TextFile.write(
                    folder.resolve("mounting.truth.csv"), MountingTruth.of(experiment.scans()));
        }
        CyclerRecipe cycler = experiment.cycler();
        if (cycler != null) {
            BdfWriter.write(cycler.log(), folder.resolve(CyclerRecipe.LOG));
            TextFile.write(folder.resolve("cell.truth.csv"), cycler.truth());
        }
        for (VirtualScan scan : experiment.scans()) {
            Files.createDirectories(folder.resolve(scan.name()));
            Path truth = truth(folder, scan);
            if (!Files.exists(truth)) {
                ScanTruth.write(scan, truth);
            }
        }
    }

    /// Where the truth of a scan lies.
    public static Path truth(Path folder, VirtualScan scan) {
        return folder.resolve(scan.name() + ".truth.csv");
    }

    static void writeSetup(Path folder, VirtualExperiment experiment) throws IOException {
        // Gaps are negative pixels in the frames themselves; a mask image would be taken for a
        // frame.
        Geometry geometry = experiment.geometry();
        GeometryFiles.write(
                geometry.withDetector(geometry.detector().withMask(null)),
                folder.resolve("geometry.toml"));
        for (Path cif : experiment.cifFiles()) {
            Path copy = folder.resolve(cif.getFileName());
            if (!Files.exists(copy) || !Files.isSameFile(cif, copy)) {
                Files.copy(cif, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void claim(Path folder, String recipe) throws IOException {
        Path file = folder.resolve(DIGEST);
        String digest = digest(recipe);
        if (Files.exists(file) && !Files.readString(file).strip().equals(digest)) {
            throw new IOException(
                    "%s holds what another virtual.toml, or an earlier version of it, made; expected a new folder, or remove it"
                            .formatted(folder));
        }
        TextFile.write(file, digest + "\n");
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
