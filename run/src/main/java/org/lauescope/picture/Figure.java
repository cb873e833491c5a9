package org.lauescope.picture;

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
}
