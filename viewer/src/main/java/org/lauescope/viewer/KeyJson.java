package org.lauescope.viewer;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.lauescope.crystal.Crystal;
import org.lauescope.io.json.JsonObject;
import org.lauescope.map.ColourKey;
import org.lauescope.picture.SectorPicture;

/// The colour key of a crystal's inverse pole figure maps, in stereographic projection.
final class KeyJson {

    private static final int PIXELS = 240;

    private KeyJson() {}

    static JsonObject of(Crystal crystal) {
        SectorPicture picture =
                SectorPicture.of(ColourKey.of(ColourKey.Style.MTEX, crystal), crystal, PIXELS);
        Rectangle2D bounds = picture.bounds();
        JsonObject json =
                new JsonObject()
                        .text("crystal", crystal.name())
                        .text("laueGroup", crystal.laueGroup().symbol())
                        .numbers(
                                "bounds",
                                bounds.getX(),
                                bounds.getY(),
                                bounds.getWidth(),
                                bounds.getHeight())
                        .text("picture", "data:image/png;base64," + png(picture));
        JsonObject.Elements corners = json.elements("corners");
        for (SectorPicture.Corner corner : picture.corners()) {
            Point2D at = corner.at();
            corners.add()
                    .number("x", at.getX())
                    .number("y", at.getY())
                    .numbers(
                            "direction",
                            Arrays.stream(corner.direction()).asDoubleStream().toArray());
        }
        return json;
    }

    private static String png(SectorPicture picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture.colours(), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
