package org.lauescope.crystal;

import java.util.Locale;

/// Reads an operator from a coordinate triplet such as `-y+1/2, x-y, z+1/2` (CIF core dictionary,
/// `_space_group_symop.operation_xyz`).
final class CoordinateTriplet {

    private final String text;
    private int at;

    private CoordinateTriplet(String text) {
        this.text = text.toLowerCase(Locale.ROOT);
    }

    static SymmetryOperator parse(String triplet) {
        CoordinateTriplet reader = new CoordinateTriplet(triplet);
        double[] x = reader.component();
        reader.expect(',');
        double[] y = reader.component();
        reader.expect(',');
        double[] z = reader.component();
        if (reader.peek() != 0) {
            throw reader.wrong();
        }
        Matrix3 rotation = new Matrix3(x[0], x[1], x[2], y[0], y[1], y[2], z[0], z[1], z[2]);
        if (Math.abs(Math.abs(rotation.determinant()) - 1) > 1e-9) {
            throw new IllegalArgumentException(
                    "operator '%s' has determinant %.0f; expected 1 or −1"
                            .formatted(triplet, rotation.determinant()));
        }
        for (double part : new double[] {x[3], y[3], z[3]}) {
            if (!(Math.abs(24 * part - Math.rint(24 * part)) < 0.2)) {
                throw new IllegalArgumentException(
                        "operator '%s' has translation %s; expected a multiple of 1/24 of a cell edge"
                                .formatted(triplet, part));
            }
        }
        SymmetryOperator unreduced = new SymmetryOperator(rotation, new Vector3(x[3], y[3], z[3]));
        return unreduced.after(SymmetryOperator.IDENTITY);
    }

    /// One component as coefficients of x, y, z and the constant.
    private double[] component() {
        double[] sum = new double[4];
        boolean first = true;
        for (char c = peek(); c != ',' && c != 0; c = peek()) {
            double sign = 1;
            if (c == '+' || c == '-') {
                sign = c == '-' ? -1 : 1;
                at++;
            } else if (!first) {
                throw wrong();
            }
            first = false;
            char next = peek();
            if (next >= 'x' && next <= 'z') {
                sum[next - 'x'] += sign;
                at++;
            } else {
                sum[3] += sign * fraction();
            }
        }
        if (first) {
            throw wrong();
        }
        return sum;
    }

    private double fraction() {
        double numerator = number();
        if (peek() != '/') {
            return numerator;
        }
        at++;
        double denominator = number();
        if (!(denominator > 0)) {
            throw wrong();
        }
        return numerator / denominator;
    }

    private double number() {
        peek();
        int start = at;
        while (at < text.length()
                && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        try {
            double value = Double.parseDouble(text.substring(start, at));
            // A translation of more than a hundred cells is a coordinate in a wrong place.
            if (value <= 100) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Reported below with the whole triplet.
        }
        throw wrong();
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong();
        }
        at++;
    }

    /// The next character that is not a space, 0 at the end.
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "operator '%s' is not readable at character %d; expected three components such as x, y+1/2, -z"
                        .formatted(text, at + 1));
    }
}
