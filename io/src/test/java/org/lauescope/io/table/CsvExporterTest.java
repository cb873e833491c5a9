package org.lauescope.io.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.UnitCell;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.exchange.Exporter;
import org.lauescope.io.result.PointGrains;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ScanResult;
import org.lauescope.io.result.Table;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;

class CsvExporterTest {

    @TempDir private Path folder;

    /// Oracle: the file written by hand.
    @Test
    void writesPointsAndTables() throws IOException {
        List<Crystal> crystals =
                List.of(Crystals.ofSpaceGroup("Li, \"bcc\"", UnitCell.cubic(3.5), 229, ""));
        ScanMap map =
                ScanMap.builder(
                                "scan",
                                new PointStatus[] {PointStatus.INDEXED, PointStatus.NO_CANDIDATE},
                                new OrientationMap(
                                        new ScanGrid(2, 1, 1.5, 1, 10, 0),
                                        crystals,
                                        new int[] {0, -1},
                                        new double[] {
                                            1,
                                            0,
                                            0,
                                            0,
                                            Double.NaN,
                                            Double.NaN,
                                            Double.NaN,
                                            Double.NaN
                                        }))
                        .add(
                                new Plane(
                                        Quantity.diverging("strain_xx", "strain xx", ""),
                                        new double[] {1e-4, Double.NaN},
                                        new double[] {1e-5, Double.NaN}))
                        .add(
                                new Plane(
                                        Quantity.sequential("kam", "KAM", "rad"),
                                        new double[] {Math.PI, Double.NaN}))
                        .add(
                                new Plane(
                                        Quantity.categorical("grain", "grain"),
                                        new double[] {3, Double.NaN}))
                        .build();
        SequencedMap<String, Table> tables = new LinkedHashMap<>();
        tables.put("grains", Table.ofSize(1).add(PointGrains.SCORE, new double[] {2.5}).build());
        ScanResult scan = new ScanResult(map, tables);
        Result result =
                new Result(
                        "",
                        null,
                        crystals,
                        null,
                        List.of(),
                        List.of(scan),
                        Provenance.now("", "", new LinkedHashMap<>(), Instant.EPOCH));
        Exporter.Report report =
                new CsvExporter()
                        .export(
                                new Exporter.Order(result, folder, scan, map.planeNames()),
                                folder,
                                "scan");
        assertThat(report.files())
                .containsExactly(folder.resolve("scan.csv"), folder.resolve("scan-grains.csv"));
        assertThat(Files.readString(report.files().getFirst()))
                .isEqualTo(
                        """
                        row,column,x / um,y / um,status,crystal,orientation_w,orientation_x,orientation_y,orientation_z,strain_xx,strain_xx_sigma,kam / deg,grain
                        0,0,10.0,0.0,indexed,"Li, ""bcc""\",1.0,0.0,0.0,0.0,1.0E-4,1.0E-5,180.0,3
                        0,1,11.5,0.0,no orientation explains the peaks,,,,,,,,,
                        """);
        assertThat(Files.readString(report.files().getLast())).isEqualTo("score\n2.5\n");
    }
}
