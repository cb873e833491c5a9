package org.lauescope.io.result;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Quaternion;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.laue.Beam;
import org.lauescope.laue.Detector;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.Mask;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.refine.SharedSystematic;

/// Results of a few points with random content, for tests of files.
final class SmallResults {

    private SmallResults() {}

    static Result of(Random random, int columns, int rows) throws IOException {
        List<Crystal> crystals =
                List.of(Crystals.named("LLZO", Path.of("")), Crystals.named("Al2O3", Path.of("")));
        ScanResult first = scan("Scan 0 – \"pristine\"", crystals, random, columns, rows);
        ScanResult second = scan("Scan 1", crystals, random, rows, 1);
        SequencedMap<String, String> inputs = new LinkedHashMap<>();
        inputs.put("geometry.toml", Provenance.digest(new byte[] {1}));
        inputs.put("scan0/*.tif", Provenance.digest(new byte[0]));
        return new Result(
                "Li/LLZO/Li — four scans",
                geometry(random),
                crystals,
                new ElectrochemicalCell(List.of("Li", "LLZO", "Li"), "A", "map top", 0.79),
                List.of(new double[] {0, 12}, new double[] {130, 9}, new double[] {260, 15}),
                List.of(first, second),
                new Provenance(
                        "0.1.0",
                        "title = \"Li\"\n# µ\n",
                        inputs,
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        Instant.parse("2026-01-02T03:05:05Z"),
                        "25.0.1"));
    }

    static ScanResult scan(
            String name, List<Crystal> crystals, Random random, int columns, int rows) {
        ScanGrid grid = new ScanGrid(columns, rows, 2, 1.5, -3, 20);
        int n = grid.size();
        PointStatus[] status = new PointStatus[n];
        int[] crystal = new int[n];
        double[] quaternions = new double[4 * n];
        double[] values = new double[n];
        double[] sigma = new double[n];
        double[] grain = new double[n];
        for (int i = 0; i < n; i++) {
            status[i] = PointStatus.values()[random.nextInt(PointStatus.values().length)];
            boolean indexed = status[i] == PointStatus.INDEXED;
            crystal[i] = indexed ? random.nextInt(crystals.size()) : -1;
            Quaternion q = orientation(random);
            double[] components = {q.w(), q.x(), q.y(), q.z()};
            for (int c = 0; c < 4; c++) {
                quaternions[4 * i + c] = indexed ? components[c] : Double.NaN;
            }
            values[i] = indexed ? 1e-3 * random.nextGaussian() : Double.NaN;
            sigma[i] = indexed ? 1e-5 * random.nextDouble() : Double.NaN;
            grain[i] = indexed ? random.nextInt(5) : Double.NaN;
        }
        ScanMap map =
                ScanMap.builder(
                                name,
                                status,
                                new OrientationMap(grid, crystals, crystal, quaternions))
                        .add(
                                new Plane(
                                        Quantity.diverging("strain_xx", "deviatoric strain xx", ""),
                                        values,
                                        sigma))
                        .add(new Plane(Quantity.categorical("grain", "grain"), grain))
                        .add(
                                new Plane(
                                        Quantity.sequential("peak_width", "peak width", "rad"),
                                        Arrays.copyOf(sigma, n)))
                        .build();
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        tables.put(
                ScanResult.POINT_GRAINS,
                Table.ofSize(n)
                        .add(PointGrains.POINT, grain)
                        .add(PointGrains.SCORE, values)
                        .build());
        tables.put("boundaries", Table.ofSize(0).add(PointGrains.SCORE, new double[0]).build());
        return new ScanResult(
                map,
                tables,
                new Agreement(12, 11, 1e-4),
                new SharedSystematic(0.03, 0.002, 1200),
                Instant.EPOCH,
                "current on");
    }

    static Quaternion orientation(Random random) {
        return new Quaternion(
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian())
                .unit();
    }

    private static Geometry geometry(Random random) {
        BitSet masked = new BitSet();
        for (int i = 0; i < 20; i++) {
            masked.set(random.nextInt(60 * 40));
        }
        Detector detector =
                new Detector(
                        "test",
                        60,
                        40,
                        0.172,
                        0.171,
                        new Vector3(-8.7, 8.5, 138.493),
                        new Vector3(0.0157, -0.9999, 0.0070),
                        new Vector3(0.9998, 0.0158, 0.0105),
                        new Mask(60, 40, masked));
        return new Geometry(new Beam(5, 24), detector, Math.toRadians(40), null);
    }
}
