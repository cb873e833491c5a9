package org.lauescope.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.imageio.ImageIO;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.NewFile;
import org.lauescope.io.json.JsonObject;
import org.lauescope.map.ColourKey;
import org.lauescope.map.PointQuantities;
import org.lauescope.map.ScanMap;
import org.lauescope.picture.Figure;
import org.lauescope.picture.MapPictures;

/// The folder where a measurement can be watched: pictures of the maps so far and `live.json`, each
/// replaced as a whole.
final class LiveView {

    private final Path folder;

    LiveView(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
    }

    /// How far a scan is.
    record Progress(String scan, int points, int measured, int indexed) {}

    /// @param rate points per second, NaN if nothing came yet
    void write(List<Progress> scans, double rate, boolean isEnded) throws IOException {
        long missing = scans.stream().mapToLong(scan -> scan.points - scan.measured).sum();
        JsonObject live =
                new JsonObject()
                        .text("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                        .flag("ended", isEnded)
                        .number("pointsPerSecond", Math.rint(1000 * rate) / 1000)
                        .number("remainingSeconds", Math.rint(missing / rate));
        JsonObject.Elements elements = live.elements("scans");
        for (Progress scan : scans) {
            elements.add()
                    .text("name", scan.scan)
                    .integer("points", scan.points)
                    .integer("measured", scan.measured)
                    .integer("indexed", scan.indexed)
                    .number("indexedFraction", (double) scan.indexed / scan.measured);
        }
        NewFile.write(
                folder.resolve("live.json"),
                ByteBuffer.wrap((live.indented() + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    void draw(ScanMap map) throws IOException {
        draw(map, "status", MapPictures.status(map));
        draw(
                map,
                "ipf-z",
                MapPictures.inversePoleFigure(map, ColourKey.Style.MTEX, "z", Vector3.Z));
        draw(
                map,
                "equivalent-strain",
                MapPictures.plane(map, PointQuantities.EQUIVALENT_STRAIN.name()));
    }

    private void draw(ScanMap map, String name, Figure figure) throws IOException {
        String scan = map.name().replaceAll("[^\\p{L}\\p{N}._-]+", "_");
        NewFile.make(
                folder.resolve(scan + "-" + name + ".png"),
                file -> ImageIO.write(figure.raster().image(), "png", file.toFile()));
    }
}
