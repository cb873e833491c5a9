package org.lauescope.run.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lauescope.io.exchange.Exporter;
import org.lauescope.picture.Figure;
import org.lauescope.picture.MapPictures;
import org.lauescope.picture.Sheet;

/// Writes each wanted plane as a picture with axes and scale.
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
    public Report export(Order order, Path folder, String name) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String plane : order.planes()) {
            Path file = folder.resolve(name + "-" + plane + "." + format);
            sheet.apply(MapPictures.plane(order.scan().map(), plane)).write(file);
            files.add(file);
        }
        return new Report(files, List.of());
    }
}
