package org.lauescope.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.lauescope.map.PointStatus;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

/// The pixels of a map: each point a block of equal colour, row 0 on top. Points without a value
/// are drawn by what became of them: not measured is left blank, not indexed is hatched, unreadable
/// is cross-hatched, and a value unknown in spite of an orientation is plain grey.
final class MapRaster {

    /// Side of the picture (px) up to which points are enlarged, so that hatching is fine.
    private static final int FINE = 700;

    /// Side above which points are left out: more than any screen shows.
    private static final int LARGEST = 2400;

    private static final int HATCH = 0xb0808080;
    private static final int GREY = 0x50909090;
    private static final int PERIOD = 7;

    private MapRaster() {}

    /// @param known whether a point has a colour
    /// @param rgb its colour, 0xRRGGBB
    static BufferedImage of(ScanMap map, IntPredicate known, IntUnaryOperator rgb) {
        ScanGrid grid = map.grid();
        int longest = Math.max(grid.columns(), grid.rows());
        int block = Math.max(1, FINE / longest);
        int stride = (longest + LARGEST - 1) / LARGEST;
        int columns = (grid.columns() + stride - 1) / stride;
        int rows = (grid.rows() + stride - 1) / stride;
        BufferedImage image =
                new BufferedImage(columns * block, rows * block, BufferedImage.TYPE_INT_ARGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int index = grid.index(row * stride, column * stride);
                int colour = known.test(index) ? 0xff000000 | rgb.applyAsInt(index) : 0;
                PointStatus status = map.status(index);
                for (int y = row * block; y < (row + 1) * block; y++) {
                    for (int x = column * block; x < (column + 1) * block; x++) {
                        pixels[y * columns * block + x] =
                                colour != 0 ? colour : pattern(status, x, y);
                    }
                }
            }
        }
        return image;
    }

    static int pattern(PointStatus status, int x, int y) {
        boolean rising = (x + y) % PERIOD < 2;
        return switch (status) {
            case NOT_MEASURED -> 0;
            case INDEXED -> GREY;
            case UNREADABLE, BLANK, MASKED, SATURATED ->
                    rising || Math.floorMod(x - y, PERIOD) < 2 ? HATCH : 0;
            default -> rising ? HATCH : 0;
        };
    }
}
