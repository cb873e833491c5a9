package org.lauescope.crystal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A space group in one explicit setting, written by its generators: `-I 4bd 2c 3` is Ia-3d (S. R.
/// Hall, Acta Cryst. A37 (1981) 517; Int. Tables B, 1.4, appendix 1.4.2).
///
/// A symbol is a lattice letter (with `-` for a centre at the origin), up to four rotations, and
/// optionally a shift of the origin in twelfths, `(0 0 -1)`, or a change of basis, `(x-y,x+y,z)`.
public final class HallSymbol {

    /// The largest space group in a conventional cell, F m -3 m, has 192 operators.
    private static final int MOST_OPERATORS = 192;

    private static final Pattern ROTATION =
            Pattern.compile("(-?)([12346])([xyz'\"*=]?)([abcnuvwd1-5]*)");

    private static final Matrix3 INVERSION = Matrix3.IDENTITY.times(-1);

    private final String symbol;

    private HallSymbol(String symbol) {
        this.symbol = symbol;
    }

    /// Every operator of the group, centrings included, identity first.
    ///
    /// @throws IllegalArgumentException if the symbol is not understood or generates no
    ///   crystallographic group
    public static List<SymmetryOperator> operators(String symbol) {
        return new HallSymbol(symbol).operators();
    }

    /// Every operator that products of `generators` reach, identity first.
    ///
    /// @throws IllegalArgumentException if they are more than a space group can have
    public static List<SymmetryOperator> closure(List<SymmetryOperator> generators) {
        List<SymmetryOperator> group = new ArrayList<>(List.of(SymmetryOperator.IDENTITY));
        Set<SymmetryOperator> known = new HashSet<>(group);
        for (int i = 0; i < group.size(); i++) {
            for (SymmetryOperator generator : generators) {
                SymmetryOperator product = generator.after(group.get(i));
                if (known.add(product)) {
                    group.add(product);
                }
            }
            if (group.size() > MOST_OPERATORS) {
                throw new IllegalArgumentException(
                        "operators generate more than %d others; expected those of a space group (one is mistyped)"
                                .formatted(MOST_OPERATORS));
            }
        }
        return List.copyOf(group);
    }

    private List<SymmetryOperator> operators() {
        String body = symbol.strip();
        SymmetryOperator basis = SymmetryOperator.IDENTITY;
        int bracket = body.indexOf('(');
        if (bracket >= 0) {
            if (!body.endsWith(")")) {
                throw wrong("its bracket to be closed at the end");
            }
            basis = basis(body.substring(bracket + 1, body.length() - 1));
            body = body.substring(0, bracket).strip();
        }
        // Some files write the blanks of a symbol as underscores.
        String[] parts = body.replace('_', ' ').split("\\s+");
        List<SymmetryOperator> generators = new ArrayList<>();
        String lattice = parts[0];
        if (lattice.startsWith("-")) {
            generators.add(new SymmetryOperator(INVERSION, Vector3.ZERO));
            lattice = lattice.substring(1);
        }
        for (Vector3 centring : centrings(lattice)) {
            generators.add(new SymmetryOperator(Matrix3.IDENTITY, centring));
        }
        rotations(parts, generators);
        SymmetryOperator back = basis.inverse();
        SymmetryOperator forward = basis;
        return closure(
                generators.stream()
                        .map(generator -> forward.after(generator).after(back))
                        .toList());
    }

    private void rotations(String[] parts, List<SymmetryOperator> generators) {
        if (parts.length < 2 || parts.length > 5) {
            throw wrong("a lattice letter and one to four rotations");
        }
        char firstAxis = 'z';
        int firstOrder = 1;
        for (int i = 1; i < parts.length; i++) {
            Matcher rotation = ROTATION.matcher(parts[i]);
            if (!rotation.matches()) {
                throw wrong("rotations such as 4bd, -3* or 2\"; '" + parts[i] + "' is none");
            }
            int order = rotation.group(2).charAt(0) - '0';
            char axis =
                    rotation.group(3).isEmpty()
                            ? impliedAxis(i, order, firstOrder)
                            : rotation.group(3).charAt(0);
            Matrix3 proper = matrix(order, axis, firstAxis);
            Matrix3 w = rotation.group(1).isEmpty() ? proper : proper.times(-1);
            generators.add(new SymmetryOperator(w, translation(rotation.group(4), order, axis)));
            if (i == 1) {
                firstOrder = order;
                firstAxis = axis;
            }
        }
    }

    /// The axis that a rotation without an axis symbol has by its place in the symbol.
    private char impliedAxis(int place, int order, int firstOrder) {
        if (order == 1 || place == 1) {
            return 'z';
        }
        if (place == 2 && order == 2) {
            return firstOrder == 2 || firstOrder == 4 ? 'x' : '\'';
        }
        if (place == 3 && order == 3) {
            return '*';
        }
        throw wrong("an axis symbol on rotation " + place);
    }

    private Matrix3 matrix(int order, char axis, char firstAxis) {
        return switch (axis) {
            case '*' -> {
                if (order != 3) {
                    throw wrong("* on a threefold rotation only");
                }
                yield new Matrix3(0, 0, 1, 1, 0, 0, 0, 1, 0);
            }
            case '\'', '"', '=' -> {
                if (order != 2) {
                    throw wrong("' and \" on twofold rotations only");
                }
                double sign = axis == '\'' ? -1 : 1;
                yield cyclic(new Matrix3(0, sign, 0, sign, 0, 0, 0, 0, -1), firstAxis);
            }
            default -> cyclic(aboutZ(order), axis);
        };
    }

    private static Matrix3 aboutZ(int order) {
        return switch (order) {
            case 2 -> new Matrix3(-1, 0, 0, 0, -1, 0, 0, 0, 1);
            case 3 -> new Matrix3(0, -1, 0, 1, -1, 0, 0, 0, 1);
            case 4 -> new Matrix3(0, -1, 0, 1, 0, 0, 0, 0, 1);
            case 6 -> new Matrix3(1, -1, 0, 1, 0, 0, 0, 0, 1);
            default -> Matrix3.IDENTITY;
        };
    }

    /// A rotation given about z, about `axis` instead: x, y, z renamed in cyclic order.
    private static Matrix3 cyclic(Matrix3 aboutZ, char axis) {
        Matrix3 permutation =
                switch (axis) {
                    case 'x' -> new Matrix3(0, 0, 1, 1, 0, 0, 0, 1, 0);
                    case 'y' -> new Matrix3(0, 1, 0, 0, 0, 1, 1, 0, 0);
                    default -> Matrix3.IDENTITY;
                };
        return permutation.times(aboutZ).times(permutation.transpose());
    }

    private Vector3 translation(String letters, int order, char axis) {
        Vector3 sum = Vector3.ZERO;
        for (char letter : letters.toCharArray()) {
            sum =
                    sum.plus(
                            switch (letter) {
                                case 'a' -> new Vector3(0.5, 0, 0);
                                case 'b' -> new Vector3(0, 0.5, 0);
                                case 'c' -> new Vector3(0, 0, 0.5);
                                case 'n' -> new Vector3(0.5, 0.5, 0.5);
                                case 'u' -> new Vector3(0.25, 0, 0);
                                case 'v' -> new Vector3(0, 0.25, 0);
                                case 'w' -> new Vector3(0, 0, 0.25);
                                case 'd' -> new Vector3(0.25, 0.25, 0.25);
                                default -> screw(letter - '0', order, axis);
                            });
        }
        return sum;
    }

    private Vector3 screw(int part, int order, char axis) {
        if (part >= order) {
            throw wrong("a screw part below the order of its axis");
        }
        double along = (double) part / order;
        return switch (axis) {
            case 'x' -> new Vector3(along, 0, 0);
            case 'y' -> new Vector3(0, along, 0);
            case 'z' -> new Vector3(0, 0, along);
            default -> throw wrong("screw digits on the axes x, y, z only");
        };
    }

    private List<Vector3> centrings(String lattice) {
        double third = 1.0 / 3;
        Vector3 a = new Vector3(0, 0.5, 0.5);
        Vector3 b = new Vector3(0.5, 0, 0.5);
        Vector3 c = new Vector3(0.5, 0.5, 0);
        return switch (lattice) {
            case "P" -> List.of();
            case "A" -> List.of(a);
            case "B" -> List.of(b);
            case "C" -> List.of(c);
            case "I" -> List.of(new Vector3(0.5, 0.5, 0.5));
            case "F" -> List.of(a, b);
            case "R" -> List.of(new Vector3(2 * third, third, third));
            case "S" -> List.of(new Vector3(third, third, 2 * third));
            case "T" -> List.of(new Vector3(third, 2 * third, third));
            case "H" -> List.of(new Vector3(2 * third, third, 0));
            default -> throw wrong("a lattice letter P, A, B, C, I, F, R, S, T or H");
        };
    }

    private SymmetryOperator basis(String inner) {
        if (inner.contains(",")) {
            return SymmetryOperator.parse(inner);
        }
        String[] twelfths = inner.strip().split("\\s+");
        try {
            if (twelfths.length == 3) {
                Vector3 shift =
                        new Vector3(
                                Integer.parseInt(twelfths[0]),
                                Integer.parseInt(twelfths[1]),
                                Integer.parseInt(twelfths[2]));
                return new SymmetryOperator(Matrix3.IDENTITY, shift.times(1.0 / 12));
            }
        } catch (NumberFormatException _) {
            // Reported below.
        }
        throw wrong("three twelfths in the bracket, as (0 0 1), or a triplet, as (x-y,x+y,z)");
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(
                "Hall symbol '%s' is not understood; expected %s".formatted(symbol, expected));
    }
}
