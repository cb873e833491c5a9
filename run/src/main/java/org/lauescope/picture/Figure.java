package org.lauescope.picture;

import java.io.IOException;
import java.nio.file.Path;

/// A drawing that fits any kind of sheet.
public interface Figure {

    int width();

    int height();

    void draw(Sheet sheet);

    default RasterSheet raster() {
        RasterSheet sheet = new RasterSheet(width(), height());
        draw(sheet);
        return sheet;
    }

    /// @param name letters, digits and hyphens; different for the figures of one page
    default SvgSheet svg(String name) {
        SvgSheet sheet = new SvgSheet(width(), height(), name);
        draw(sheet);
        return sheet;
    }

    /// Writes a `.svg` as SVG, anything else as PNG; makes the folder if there is none.
    default void write(Path file) throws IOException {
        Sheet sheet = file.toString().endsWith(".svg") ? svg("figure") : raster();
        sheet.write(file);
    }
}
