package org.lauescope.viewer;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.io.json.JsonObject;
import org.lauescope.map.ColourKey;
import org.lauescope.map.DeviationKey;
import org.lauescope.picture.DeviationLegend;
import org.lauescope.picture.SectorPicture;

/// The colour keys of orientations: that of a crystal's inverse pole figure maps, in stereographic
/// projection, and the sharp one.
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
                        .text("picture", png(picture.colours()));
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

    /// The sharp key: a disc of turns about axes in the surface, a bar of turns about the normal.
    static JsonObject sharp() {
        DeviationLegend legend =
                new DeviationLegend(
                        new DeviationKey(Matrix3.IDENTITY, List.of(Matrix3.IDENTITY), 1));
        return new JsonObject().text("disc", png(legend.disc())).text("bar", png(legend.bar()));
    }

    private static String png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
