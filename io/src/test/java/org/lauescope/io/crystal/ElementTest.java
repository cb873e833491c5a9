package org.lauescope.io.crystal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.lauescope.testing.SharedData;

/// Oracle: values that two independent programs calculate from the same and from other tables.
class ElementTest {

    private static List<String[]> expected(String name) throws IOException {
        return Files.readAllLines(SharedData.file("data/xray-tables/expected/" + name)).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
    }

    @Test
    void formFactorsAgree() throws IOException {
        for (String[] row : expected("f0_waasmaier_kirfel_xraydb.csv")) {
            double s = Double.parseDouble(row[1]);
            // Six decimals are printed.
            assertThat(element(row[0]).formFactor().at(s * s))
                    .as(row[0] + " " + row[1])
                    .isCloseTo(Double.parseDouble(row[2]), within(1e-6));
        }
    }

    /// The same tables, there interpolated by a spline, here straight and thinned to within 0.005
    /// electrons. Near edges the spline overshoots by up to 0.08 electrons; at the edge itself no
    /// interpolation means anything.
    @Test
    void dispersionAgrees() throws IOException {
        for (String[] row : expected("f1f2_mu_chantler_elam_xraydb.csv")) {
            Element element = element(row[0]);
            double keV = Double.parseDouble(row[1]);
            if (distanceToEdge(element, keV) > 0.001) {
                double tolerance = distanceToEdge(element, keV) > 0.03 ? 0.02 : 0.1;
                assertThat(element.dispersion().realAt(keV))
                        .as(row[0] + " " + row[1])
                        .isCloseTo(Double.parseDouble(row[2]), within(tolerance));
                assertThat(element.dispersion().imaginaryAt(keV))
                        .as(row[0] + " " + row[1])
                        .isCloseTo(Double.parseDouble(row[3]), within(tolerance));
            }
        }
    }

    /// The same splines; six decimals are printed, and ln E has six figures at an edge.
    @Test
    void attenuationOfElementsAgrees() throws IOException {
        for (String[] row : expected("f1f2_mu_chantler_elam_xraydb.csv")) {
            Element element = element(row[0]);
            double keV = Double.parseDouble(row[1]);
            double total = Double.parseDouble(row[4]);
            double photo = Double.parseDouble(row[5]);
            assertThat(element.massAttenuation(keV)).isCloseTo(total, within(5e-6 * total));
            assertThat(element.photoabsorption().at(keV))
                    .isCloseTo(photo, within(5e-6 * photo + 1e-6));
        }
    }

    /// The straight lines between rows keep within 1e-5; atomic weights differ in the fourth
    /// figure.
    @Test
    void attenuationOfCellsAgrees() throws IOException {
        for (String[] row : expected("materials_attenuation_length_xraydb.csv")) {
            Map<Element, Double> content = new LinkedHashMap<>();
            Matcher part = Pattern.compile("([A-Z][a-z]?)([0-9.]*)").matcher(row[0]);
            double mass = 0;
            while (part.find()) {
                Element element = element(part.group(1));
                double number = part.group(2).isEmpty() ? 1 : Double.parseDouble(part.group(2));
                content.put(element, number);
                mass += number * element.mass();
            }
            // The volume of one formula unit at the stated density, g/cm³ to Å³.
            double volume = mass / Double.parseDouble(row[1]) / 0.602214076;
            double perMillimetre =
                    CellAttenuation.of(content, volume).at(Double.parseDouble(row[2]));
            double expected = Double.parseDouble(row[3]) / 10;
            assertThat(perMillimetre)
                    .as(row[0] + " " + row[2])
                    .isCloseTo(expected, within(5e-4 * expected));
        }
    }

    @Test
    void everyElementToCaliforniumIsThere() {
        String all =
                "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr "
                        + "Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir "
                        + "Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf";
        int number = 0;
        for (String symbol : all.split(" ")) {
            number++;
            Element element = element(symbol);
            // f₀(0) counts the electrons; the fits are good to 0.1.
            assertThat(element.formFactor().at(0)).as(symbol).isCloseTo(number, within(0.1));
            assertThat(element.massAttenuation(10)).isPositive();
        }
        assertThat(element("D").symbol()).isEqualTo("H");
        assertThat(Element.of("Xx")).isEmpty();
        assertThat(Element.of("../names")).isEmpty();
    }

    private static Element element(String symbol) {
        return Element.of(symbol).orElseThrow();
    }

    /// As a part of the energy.
    private static double distanceToEdge(Element element, double keV) {
        return DoubleStream.of(element.photoabsorption().edges())
                .map(edge -> Math.abs(edge / keV - 1))
                .min()
                .orElse(1);
    }
}
