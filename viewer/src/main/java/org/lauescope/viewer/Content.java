package org.lauescope.viewer;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.json.JsonObject;
import org.lauescope.io.result.ScanResult;
import org.lauescope.map.OrientationMap;
import org.lauescope.map.ScanMap;
import org.lauescope.run.experiment.Experiment;

/// What the page asks for, by path; `docs/viewer.md` lists it.
final class Content {

    private static final int WIDEST_FRAME = 20_000;
    private static final int LARGEST_INDEX = 1000;

    private final Exploration exploration;
    private final Source.State state;

    /// @param state of what is shown
    Content(Exploration exploration, Source.State state) {
        this.exploration = exploration;
        this.state = state;
    }

    /// @throws IOException if a file that is needed is not there or cannot be read
    Response of(String path, Query query) throws IOException {
        return switch (path) {
            case "/api/result" ->
                    Response.json(
                            ResultJson.of(exploration)
                                    .text("state", state.id())
                                    .flag("running", !state.task().isEmpty()));
            case "/api/status" ->
                    scan(query, scan -> PlaneBytes.status(exploration.scan(scan).map()));
            case "/api/plane" -> scan(query, scan -> plane(scan, query.required("name")));
            case "/api/ipf" ->
                    scan(
                            query,
                            scan ->
                                    PlaneBytes.colours(
                                            exploration.inversePoleFigure(
                                                    scan, axis(query.required("axis")))));
            case "/api/key" -> Response.json(KeyJson.of(crystal(query)));
            case "/api/sharp" -> Response.binary(sharp(query));
            case "/api/sharp-key" -> Response.json(KeyJson.sharp());
            case "/api/orientations" ->
                    scan(
                            query,
                            scan ->
                                    PlaneBytes.orientations(
                                            exploration.scan(scan).map().orientations()));
            case "/api/poles" -> Response.json(poles(query));
            case "/api/places" ->
                    Response.json(
                            PlacesJson.of(exploration.frames().experiment(), exploration.result()));
            case "/api/mask" -> {
                Experiment experiment = exploration.frames().experiment();
                yield Response.binary(
                        MaskImage.of(
                                experiment == null ? null : experiment.geometry().detector().mask(),
                                width(query)));
            }
            case "/api/timeline" ->
                    Response.json(TimelineJson.of(exploration, exploration.frames().protocol()));
            case "/api/point" -> {
                int scan = scan(query);
                yield Response.json(PointJson.of(exploration, scan, point(query, scan)));
            }
            case "/api/frame" -> {
                int scan = scan(query);
                ScanResult of = exploration.scan(scan);
                yield Response.binary(
                        FrameImage.of(
                                exploration.frames().read(scan, of.name(), point(query, scan)),
                                width(query)));
            }
            default -> Response.error(404, "there is nothing of that name");
        };
    }

    private Crystal crystal(Query query) {
        List<Crystal> crystals = exploration.result().crystals();
        return crystals.get(query.index("crystal", crystals.size()));
    }

    private byte[] sharp(Query query) {
        ScanMap map = exploration.scan(scan(query)).map();
        double range = query.number("range");
        if (range <= 0 || range > Math.PI) {
            throw new Query.BadRequest("range; expected above 0 and at most pi");
        }
        if (query.text("from") == null) {
            return SharpColours.of(map, null, range);
        }
        int from = query.index("from", exploration.result().scans().size());
        OrientationMap reference = exploration.scan(from).map().orientations();
        int point = query.index("point", reference.grid().size());
        if (!reference.isKnown(point)) {
            throw new Query.BadRequest("the pinned point has no orientation: pin another one");
        }
        return SharpColours.of(map, reference.sampleFromCrystal(point), range);
    }

    private JsonObject poles(Query query) {
        double[] hkl = {query.number("h"), query.number("k"), query.number("l")};
        double size = Math.abs(hkl[0]) + Math.abs(hkl[1]) + Math.abs(hkl[2]);
        if (!(size > 0) || size > LARGEST_INDEX) {
            throw new Query.BadRequest("h, k, l; expected three indices, not all zero");
        }
        return PolesJson.of(crystal(query), hkl[0], hkl[1], hkl[2]);
    }

    private static int width(Query query) {
        return Math.max(16, query.index("width", WIDEST_FRAME));
    }

    private Response scan(Query query, Function<Integer, byte[]> bytes) {
        return Response.binary(bytes.apply(scan(query)));
    }

    private int scan(Query query) {
        return query.index("scan", exploration.result().scans().size());
    }

    private int point(Query query, int scan) {
        return query.index("point", exploration.scan(scan).map().grid().size());
    }

    private byte[] plane(int scan, String name) {
        if (!exploration.scan(scan).map().has(name)) {
            throw new Query.BadRequest("this scan has no plane of that name");
        }
        return PlaneBytes.of(exploration.plane(scan, name));
    }

    private static Vector3 axis(String name) {
        return switch (name) {
            case "x" -> Vector3.X;
            case "y" -> Vector3.Y;
            case "z" -> Vector3.Z;
            default -> throw new Query.BadRequest("axis; expected x, y or z");
        };
    }
}
