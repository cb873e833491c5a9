package org.lauescope.viewer;

import java.io.IOException;
import java.util.function.Function;
import org.lauescope.crystal.Vector3;
import org.lauescope.io.result.ScanResult;

/// What the page asks for, by path; `docs/viewer.md` lists it.
final class Content {

    private static final int WIDEST_FRAME = 20_000;

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
            case "/api/key" ->
                    Response.json(
                            KeyJson.of(
                                    exploration
                                            .result()
                                            .crystals()
                                            .get(
                                                    query.index(
                                                            "crystal",
                                                            exploration
                                                                    .result()
                                                                    .crystals()
                                                                    .size()))));
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
                                Math.max(16, query.index("width", WIDEST_FRAME))));
            }
            default -> Response.error(404, "there is nothing of that name");
        };
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
