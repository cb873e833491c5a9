package org.lauescope.run.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lauescope.io.exchange.Exporter;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.ScanMap;
import org.lauescope.picture.Figure;
import org.lauescope.picture.MapPictures;
import org.lauescope.picture.SharedScales;
import org.lauescope.picture.Sheet;

/// Writes each wanted plane as a picture with axes and scale; all scans of a result share a scale.
public sealed class PictureExporter implements Exporter {

    /// As PNG.
    public static final class Png extends PictureExporter {
        public Png() {
            super("png", Figure::raster);
        }
    }

    /// As SVG.
    public static final class Svg extends PictureExporter {
        public Svg() {
            super("svg", figure -> figure.svg("map"));
        }
    }

    private final String format;
    private final Function<Figure, Sheet> sheet;

    private PictureExporter(String format, Function<Figure, Sheet> sheet) {
        this.format = format;
        this.sheet = sheet;
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public List<String> names(ScanMap map) {
        return MapPictures.names(map);
    }

    @Override
    public Report export(Order order, Path folder, String name) throws IOException {
        Map<String, SharedScales.Range> locked = new HashMap<>();
        order.ranges()
                .forEach((plane, ends) ->
                        locked.put(plane, new SharedScales.Range(ends[0], ends[1])));
        SharedScales scales =
                new SharedScales(
                        order.result().scans().stream().map(ScanResult::map).toList(), locked);
        List<Path> files = new ArrayList<>();
        for (String plane : order.planes()) {
            Path file = folder.resolve(name + "-" + plane + "." + format);
            sheet.apply(MapPictures.of(order.scan().map(), plane, scales)).write(file);
            files.add(file);
        }
        return new Report(files, List.of());
    }
}
