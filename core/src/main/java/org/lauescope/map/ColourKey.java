package org.lauescope.map;

import java.util.List;
import java.util.Locale;
import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;

/// Colour of a crystal direction, the same for all that symmetry makes equal: the key of inverse
/// pole figure maps. The legend is this key itself, drawn over [#sector()].
public final class ColourKey {

    /// How a direction becomes a colour.
    public enum Style {
        /// Red, green and blue are the coordinates of the direction in the corners of the mirror
        /// triangle, the largest made 1. Mirror images look alike.
        TSL,
        /// The same coordinates divided by the root of the sum of their squares, as XMAS does:
        /// darker between the corners.
        XMAS,
        /// White in the middle of the triangle, the hue by azimuth about it, pure colours on its
        /// sides; the mirror image of the triangle, where symmetry does not make both equal, goes
        /// on from there to black. Continuous for each Laue group, and no two directions look
        /// alike.
        ///
        /// -1 and -3 make the sphere a projective plane, for which no such colours exist: their key
        /// is white at the pole and has all hues around it, and the equator, where opposite
        /// directions meet, is black.
        MTEX;

        public String text() {
            return switch (this) {
                case TSL -> "TSL-like";
                case XMAS -> "XMAS-like";
                case MTEX -> "MTEX-like";
            };
        }

        public static Style of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    private final Style style;
    private final FundamentalSector sector;
    private final Matrix3 weights;
    private final Vector3 centre;
    private final Vector3 red;
    private final Vector3 across;
    private final double[] cornerAzimuth = new double[4];

    private ColourKey(Style style, FundamentalSector sector) {
        this.style = style;
        this.sector = sector;
        List<Vector3> corners = sector.triangle();
        weights = Matrix3.ofColumns(corners.get(0), corners.get(1), corners.get(2)).inverse();
        centre = corners.get(0).plus(corners.get(1)).plus(corners.get(2)).unit();
        red = corners.get(0).minus(centre.times(centre.dot(corners.get(0)))).unit();
        across = centre.cross(red);
        for (int i = 1; i < 3; i++) {
            cornerAzimuth[i] = azimuth(corners.get(i));
        }
        cornerAzimuth[3] = 2 * Math.PI;
    }

    public static ColourKey of(Style style, FundamentalSector sector) {
        return new ColourKey(style, sector);
    }

    public static ColourKey of(Style style, Crystal crystal) {
        return of(style, FundamentalSector.of(crystal.laueGroup(), crystal.properRotations()));
    }

    public Style style() {
        return style;
    }

    public FundamentalSector sector() {
        return sector;
    }

    /// Colour of the crystal direction that lies along a direction of the sample.
    ///
    /// @param sample direction in SAMPLE axes
    public Colour colour(Matrix3 sampleFromCrystal, Vector3 sample) {
        return colour(sampleFromCrystal.transpose().times(sample));
    }

    /// @param crystal direction in CRYSTAL Cartesian axes, of any length above 0
    public Colour colour(Vector3 crystal) {
        return standardColour(sector.standardFromCrystal().times(crystal).unit());
    }

    /// @param standard unit vector in STANDARD axes of the sector
    public Colour standardColour(Vector3 standard) {
        return switch (style) {
            case TSL -> barycentric(standard, false);
            case XMAS -> barycentric(standard, true);
            case MTEX ->
                    switch (sector.group()) {
                        case TRICLINIC -> aroundThePole(standard, 1);
                        case TRIGONAL_LOW -> aroundThePole(standard, 3);
                        default -> aroundTheCentre(sector.fold(standard));
                    };
        };
    }

    private Colour barycentric(Vector3 standard, boolean byNorm) {
        Vector3 part = weights.times(sector.fold(standard).direction());
        double size = byNorm ? part.norm() : Math.max(part.x(), Math.max(part.y(), part.z()));
        return new Colour(
                Math.max(0, part.x() / size),
                Math.max(0, part.y() / size),
                Math.max(0, part.z() / size));
    }

    private static Colour aroundThePole(Vector3 standard, int fold) {
        Vector3 upper = standard.z() < 0 ? standard.times(-1) : standard;
        double polar = Math.atan2(Math.hypot(upper.x(), upper.y()), upper.z());
        // The power gives the light half of the colours about half of the directions.
        double part = Math.pow(polar / (Math.PI / 2), 1.5);
        return ColourSphere.at(fold * Math.atan2(upper.y(), upper.x()), Math.PI * part);
    }

    private Colour aroundTheCentre(FundamentalSector.Folded folded) {
        double polar = Math.PI / 2 * distance(folded.direction());
        return ColourSphere.at(
                hueAngle(azimuth(folded.direction())), folded.mirrored() ? Math.PI - polar : polar);
    }

    /// Angle from the centre as part of the angle at which the same great circle leaves the
    /// triangle, 0 … 1.
    private double distance(Vector3 direction) {
        double cosine = direction.dot(centre);
        double tangentPart = 0;
        for (int side = 0; side < 3; side++) {
            Vector3 mirror = sector.mirror(side);
            // In central projection sides are straight: the part is 1 − height / height of centre.
            double height = direction.dot(mirror) / cosine;
            tangentPart = Math.max(tangentPart, 1 - height / centre.dot(mirror));
        }
        if (tangentPart <= 0) {
            return 0;
        }
        double angle = direction.angleTo(centre);
        return Math.min(1, angle / Math.atan(Math.tan(angle) / tangentPart));
    }

    /// Azimuth about the centre from the first corner, 0 … 2π.
    private double azimuth(Vector3 direction) {
        double angle = Math.atan2(direction.dot(across), direction.dot(red));
        return angle < 0 ? angle + 2 * Math.PI : angle;
    }

    /// Puts the corners at thirds of the turn: red, green, blue.
    private double hueAngle(double azimuth) {
        int corner = azimuth < cornerAzimuth[1] ? 0 : azimuth < cornerAzimuth[2] ? 1 : 2;
        double part =
                (azimuth - cornerAzimuth[corner])
                        / (cornerAzimuth[corner + 1] - cornerAzimuth[corner]);
        return (corner + part) * 2 * Math.PI / 3;
    }
}
