package org.lauescope.run.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.lauescope.map.ScanGrid;

/// How the points of a scan are divided into tiles, and which of them a part of a run has to do.
///
/// @param edge of a tile, points
/// @param part the part of the run, counted from 0, of `parts`
public record TilePlan(ScanGrid grid, int edge, SampleGrid samples, int part, int parts) {

    public TilePlan {
        if (edge < 1 || part < 0 || part >= parts) {
            throw new IllegalArgumentException(
                    "tiles of %d points, part %d of %d; expected 1 or more points and a part from 0 to %d"
                            .formatted(edge, part, parts, parts - 1));
        }
    }

    /// Edge of tiles for a scan: 4 to 32 points, about 64 tiles or more, so that little is lost
    /// when a run is stopped.
    public static int usualEdge(ScanGrid grid) {
        return Math.clamp(Math.round(Math.sqrt(grid.size()) / 4), 4, 32);
    }

    private int tileColumns() {
        return (grid.columns() + edge - 1) / edge;
    }

    /// Number of all tiles of the scan.
    public int count() {
        return tileColumns() * ((grid.rows() + edge - 1) / edge);
    }

    public Tile tile(int number) {
        int row = number / tileColumns() * edge;
        int column = number % tileColumns() * edge;
        return new Tile(
                number,
                row,
                column,
                Math.min(edge, grid.rows() - row),
                Math.min(edge, grid.columns() - column));
    }

    /// Number of the tile of a point.
    public int tileOf(int point) {
        return grid.row(point) / edge * tileColumns() + grid.column(point) / edge;
    }

    /// Whether the tile belongs to this part: parts are bands of tiles that follow one another.
    public boolean isOwned(int tile) {
        return (long) tile * parts / count() == part;
    }

    public List<Tile> owned() {
        return IntStream.range(0, count()).filter(this::isOwned).mapToObj(this::tile).toList();
    }

    /// Points of a tile, row by row.
    public int[] points(Tile tile) {
        int[] points = new int[tile.size()];
        int count = 0;
        for (int row = tile.firstRow(); row < tile.firstRow() + tile.rows(); row++) {
            for (int c = 0; c < tile.columns(); c++) {
                points[count++] = grid.index(row, tile.firstColumn() + c);
            }
        }
        return points;
    }

    /// Tiles with the sample points that each has for this part: its own, and those that the
    /// predictions of its points ask for.
    public List<SampleTile> sampleTiles() {
        BitSet needed = new BitSet(grid.size());
        for (Tile tile : owned()) {
            for (int point : points(tile)) {
                for (int sample : samples.around(grid.row(point), grid.column(point))) {
                    needed.set(sample);
                }
            }
        }
        List<SampleTile> tiles = new ArrayList<>();
        for (int number = 0; number < count(); number++) {
            Tile tile = tile(number);
            int[] chosen = IntStream.of(points(tile)).filter(needed::get).toArray();
            if (chosen.length > 0) {
                tiles.add(new SampleTile(tile, chosen));
            }
        }
        return tiles;
    }

    public record SampleTile(Tile tile, int[] points) {}
}
