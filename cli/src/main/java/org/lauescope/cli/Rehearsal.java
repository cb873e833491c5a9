package org.lauescope.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.lauescope.crystal.Crystal;
import org.lauescope.io.crystal.Crystals;
import org.lauescope.io.result.Agreement;
import org.lauescope.io.result.Provenance;
import org.lauescope.io.result.Result;
import org.lauescope.io.result.ResultFiles;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.Plane;
import org.lauescope.map.PointStatus;
import org.lauescope.map.Quantity;
import org.lauescope.map.ScanGrid;
import org.lauescope.map.ScanMap;
import org.lauescope.refine.SharedSystematic;
import org.lauescope.viewer.ViewServer;

/// What most starts have in common, gone through once after each build, so that the JVM can note
/// which classes they need and which methods are worth compiling (`-XX:AOTCacheOutput`): the
/// command line, reading a result, and the first maps of its page.
final class Rehearsal {

    private static final List<String> REQUESTS =
            List.of(
                    "main.js",
                    "api/result",
                    "api/status?scan=0",
                    "api/plane?scan=0&name=strain_xx",
                    "api/ipf?scan=0&axis=z",
                    "api/orientations?scan=0",
                    "api/poles?crystal=0&h=1&k=0&l=0",
                    "api/key?crystal=0",
                    "api/timeline",
                    "api/places",
                    "api/point?scan=0&point=1");

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Lauescope.commandLine().setOut(nowhere).execute("view", "--help");
        Path folder = Files.createTempDirectory("lauescope");
        Path file = folder.resolve("result.nxs");
        try {
            write(file, folder);
            page(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void page(Path file) throws IOException {
        CookieHandler.setDefault(new CookieManager());
        try (ViewServer server =
                ViewServer.start(file, null, InetAddress.getLoopbackAddress(), 0)) {
            get(server.url());
            for (String request : REQUESTS) {
                get(server.url().resolve(request));
            }
        }
    }

    private static void get(URI address) throws IOException {
        try (InputStream in = address.toURL().openStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void write(Path file, Path folder) throws IOException {
        Crystal crystal = Crystals.named("LLZO", folder);
        ScanGrid grid = ScanGrid.of(64, 64, 1, 1);
        PointStatus[] status = new PointStatus[grid.size()];
        Arrays.fill(status, PointStatus.INDEXED);
        double[] quaternions = new double[4 * grid.size()];
        double[] strain = new double[grid.size()];
        for (int point = 0; point < grid.size(); point++) {
            quaternions[4 * point] = Math.cos(1e-3 * point);
            quaternions[4 * point + 1] = Math.sin(1e-3 * point);
            strain[point] = 1e-6 * point;
        }
        ScanMap map =
                ScanMap.builder(
                                "scan",
                                status,
                                new OrientationMap(
                                        grid, List.of(crystal), new int[grid.size()], quaternions))
                        .add(
                                new Plane(
                                        Quantity.diverging("strain_xx", "strain xx", ""),
                                        strain,
                                        strain))
                        .build();
        ResultFiles.write(
                new Result(
                        "rehearsal",
                        null,
                        List.of(crystal),
                        null,
                        List.of(),
                        List.of(),
                        List.of(
                                new ScanResult(
                                        map,
                                        Collections.emptyNavigableMap(),
                                        Agreement.NONE,
                                        SharedSystematic.UNKNOWN,
                                        null,
                                        "")),
                        Provenance.now(
                                "rehearsal", "", Collections.emptyNavigableMap(), Instant.EPOCH)),
                file);
    }
}
