package org.lauescope.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lauescope.crystal.LaueGroup;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.testing.SharedData;

final class ColourKeyTest {

    private static final double[][] CORNERS_OF_CUBIC = {{0, 0, 1}, {1, 0, 1}, {1, 1, 1}};

    static Stream<Arguments> keys() {
        return Arrays.stream(LaueGroup.values())
                .flatMap(group ->
                        Arrays.stream(ColourKey.Style.values())
                                .map(style -> Arguments.of(group, style)));
    }

    private static ColourKey key(LaueGroup group, ColourKey.Style style) {
        return ColourKey.of(style, FundamentalSector.of(group, LaueRotations.of(group)));
    }

    /// Each Laue operation, in any Cartesian setting, leaves the colour. Folding rounds at 1e-15; a
    /// colour changes by up to 1e-15 / 1e-8 where a direction lies within 1e-8 of a corner.
    @ParameterizedTest
    @MethodSource("keys")
    void symmetryLeavesTheColour(LaueGroup group, ColourKey.Style style) {
        Random random = new Random(5);
        Matrix3 setting = LaueRotations.rotation(random);
        List<Matrix3> rotations = LaueRotations.turned(LaueRotations.of(group), setting);
        ColourKey key = ColourKey.of(style, FundamentalSector.of(group, rotations));
        for (int i = 0; i < 500; i++) {
            Vector3 direction = LaueRotations.direction(random);
            Colour colour = key.colour(direction);
            for (Matrix3 rotation : rotations) {
                Vector3 equal = rotation.times(direction);
                assertThat(distance(key.colour(equal), colour)).isLessThan(1e-7);
                assertThat(distance(key.colour(equal.times(-1)), colour)).isLessThan(1e-7);
            }
        }
    }

    /// Everywhere on the sphere, the sides of the sector among it, a step of 1e-6 rad changes the
    /// colour little: the largest slope of all keys, measured, is 8 per rad.
    @ParameterizedTest
    @MethodSource("keys")
    void neighbouringDirectionsLookAlike(LaueGroup group, ColourKey.Style style) {
        Random random = new Random(6);
        FundamentalSector sector = FundamentalSector.of(group, LaueRotations.of(group));
        ColourKey key = ColourKey.of(style, sector);
        List<Vector3> corners = sector.corners();
        for (int i = 0; i < 4000; i++) {
            Vector3 direction = LaueRotations.direction(random);
            if (i % 2 == 0) {
                Vector3 from = corners.get(i / 2 % corners.size());
                Vector3 to = corners.get((i / 2 + 1) % corners.size());
                double part = random.nextDouble();
                direction = from.times(part).plus(to.times(1 - part)).unit();
            }
            Vector3 step = LaueRotations.direction(random).times(1e-6);
            double change =
                    distance(
                            key.standardColour(direction.plus(step).unit()),
                            key.standardColour(direction.minus(step).unit()));
            assertThat(change).isLessThan(2e-6 * 12);
        }
    }

    /// Directions more than 12° apart after symmetry have colours that differ in some channel by
    /// more than a display can show, except where no key can do so.
    @ParameterizedTest
    @EnumSource(LaueGroup.class)
    void differentDirectionsLookDifferent(LaueGroup group) {
        Random random = new Random(7);
        List<Matrix3> rotations = LaueRotations.of(group);
        ColourKey key = key(group, ColourKey.Style.MTEX);
        boolean blackEquator = group == LaueGroup.TRICLINIC || group == LaueGroup.TRIGONAL_LOW;
        List<Vector3> directions = new ArrayList<>();
        List<Colour> colours = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Vector3 direction = LaueRotations.direction(random);
            if (!blackEquator || Math.abs(direction.z()) > 0.25) {
                directions.add(direction);
                colours.add(key.colour(direction));
            }
        }
        for (int i = 0; i < directions.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (angle(directions.get(i), directions.get(j), rotations) > Math.toRadians(12)) {
                    assertThat(distance(colours.get(i), colours.get(j))).isGreaterThan(0.01);
                }
            }
        }
    }

    @Test
    void cornersOfTheCubicTriangleAreRedGreenAndBlue() {
        for (ColourKey.Style style : ColourKey.Style.values()) {
            ColourKey key = key(LaueGroup.CUBIC_HIGH, style);
            for (int i = 0; i < 3; i++) {
                double[] c = CORNERS_OF_CUBIC[i];
                Colour colour = key.colour(new Vector3(c[0], c[1], c[2]));
                assertThat(colour.rgb()).isEqualTo(0xff0000 >> (8 * i));
            }
        }
    }

    /// In the octant of mmm the coordinates are the components of the vector.
    @Test
    void barycentricColoursOfTheOctantAreItsCoordinates() {
        Vector3 direction = new Vector3(-2, 1, -4);
        Colour byMaximum = key(LaueGroup.ORTHORHOMBIC, ColourKey.Style.TSL).colour(direction);
        Colour byNorm = key(LaueGroup.ORTHORHOMBIC, ColourKey.Style.XMAS).colour(direction);
        assertThat(distance(byMaximum, new Colour(1, 0.5, 0.25))).isLessThan(1e-15);
        double norm = Math.sqrt(21);
        assertThat(distance(byNorm, new Colour(4 / norm, 2 / norm, 1 / norm))).isLessThan(1e-15);
    }

    /// Directions and their images in the triangle of m-3m as HEXRD computes them, ten digits.
    @Test
    void foldsLikeHexrd() throws IOException {
        FundamentalSector sector =
                FundamentalSector.of(LaueGroup.CUBIC_HIGH, LaueRotations.of(LaueGroup.CUBIC_HIGH));
        for (double[] row : hexrd()) {
            Vector3 folded = sector.fold(new Vector3(row[0], row[1], row[2]).unit()).direction();
            assertThat(folded.minus(new Vector3(row[3], row[4], row[5])).norm()).isLessThan(3e-10);
        }
    }

    /// HEXRD's lightness and saturation at a polar angle, taken from its colours; its azimuth is
    /// defined otherwise.
    @Test
    void lightnessAndSaturationAreThoseOfHexrd() throws IOException {
        for (double[] row : hexrd()) {
            Colour ours = ColourSphere.at(1.0, row[9]);
            Colour theirs = new Colour(row[6], row[7], row[8]);
            assertThat(lightness(ours)).isCloseTo(lightness(theirs), within(1e-9));
            if (chroma(theirs) > 0.01) {
                assertThat(chroma(ours)).isCloseTo(chroma(theirs), within(1e-9));
            }
        }
    }

    private static List<double[]> hexrd() throws IOException {
        List<String> lines =
                Files.readAllLines(SharedData.file("data/orientation/hexrd/color_directions.csv"));
        return lines.stream()
                .skip(1)
                .map(line ->
                        Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
                .toList();
    }

    /// The closed form of the hue against the sum of its speed in 30 000 steps.
    @Test
    void hueIsTheIntegralOfItsSpeed() {
        int steps = 30_000;
        double[] sum = new double[steps + 1];
        double step = 2 * Math.PI / steps;
        for (int i = 0; i < steps; i++) {
            sum[i + 1] = sum[i] + speed((i + 0.5) * step) * step;
        }
        for (int i = 0; i < steps; i += 100) {
            assertThat(ColourSphere.hue(i * step)).isCloseTo(sum[i] / sum[steps], within(1e-8));
        }
        assertThat(ColourSphere.hue(-Math.PI / 3))
                .isCloseTo(ColourSphere.hue(5 * Math.PI / 3), within(1e-12));
    }

    private static double speed(double azimuth) {
        double speed = 0.5;
        for (int k = 0; k < 3; k++) {
            double away = Math.IEEEremainder(azimuth - 2 * Math.PI * k / 3, 2 * Math.PI);
            speed += Math.exp(-4.0 / 7 * Math.abs(away));
        }
        return speed;
    }

    /// The corners of the sector are where its sides meet: each lies on at least two of them, and
    /// the area they enclose is that of the sphere over the order of the Laue group.
    @ParameterizedTest
    @EnumSource(LaueGroup.class)
    void cornersEncloseTheSector(LaueGroup group) {
        FundamentalSector sector = FundamentalSector.of(group, LaueRotations.of(group));
        List<Vector3> corners = sector.corners();
        double excess = -(corners.size() - 2) * Math.PI;
        for (int i = 0; i < corners.size(); i++) {
            Vector3 corner = corners.get(i);
            Vector3 before = corners.get((i + corners.size() - 1) % corners.size());
            Vector3 after = corners.get((i + 1) % corners.size());
            excess += corner.cross(after).angleTo(corner.cross(before));
        }
        assertThat(excess).isCloseTo(4 * Math.PI / (2 * group.order()), within(1e-12));
    }

    private static double angle(Vector3 a, Vector3 b, List<Matrix3> rotations) {
        double smallest = Math.PI;
        for (Matrix3 rotation : rotations) {
            double angle = rotation.times(a).angleTo(b);
            smallest = Math.min(smallest, Math.min(angle, Math.PI - angle));
        }
        return smallest;
    }

    private static double distance(Colour a, Colour b) {
        return Math.max(
                Math.abs(a.red() - b.red()),
                Math.max(Math.abs(a.green() - b.green()), Math.abs(a.blue() - b.blue())));
    }

    private static double lightness(Colour c) {
        return (largest(c) + smallest(c)) / 2;
    }

    private static double chroma(Colour c) {
        return largest(c) - smallest(c);
    }

    private static double largest(Colour c) {
        return Math.max(c.red(), Math.max(c.green(), c.blue()));
    }

    private static double smallest(Colour c) {
        return Math.min(c.red(), Math.min(c.green(), c.blue()));
    }
}
