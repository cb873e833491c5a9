package org.lauescope.index;

import org.lauescope.crystal.Crystal;
import org.lauescope.crystal.StructureFactor;
import org.lauescope.crystal.UnitCell;
import org.lauescope.laue.Beam;
import org.lauescope.laue.ReflectionList;
import org.lauescope.refine.GrainFit;
import org.lauescope.refine.Matches;

/// Another cubic crystal that could have made the spots of a grain of a cubic crystal: their
/// directions are the same, so positions cannot tell.
public final class Lookalike {

    /// Of the spots, a few may be chance.
    private static final double NEARLY_ALL = 0.95;

    /// A cell with longer edges, times that of the grain's crystal, would show so many more spots
    /// that their lack refuses it.
    private static final double LONGEST_EDGE = 2;

    private Lookalike() {}

    /// Whether `other` can reflect, within the band, into nearly all spots of the grain; false
    /// where one of both crystals is not cubic. The fewer spots that `other` would show besides are
    /// not looked at: spots may be missing for many reasons.
    public static boolean explains(Crystal other, GrainFit fit, Beam beam) {
        ReflectionList list = fit.reflections();
        UnitCell own = list.crystal().cell();
        if (!isCubic(own) || !isCubic(other.cell()) || other.cell().a() > LONGEST_EDGE * own.a()) {
            return false;
        }
        StructureFactor structureFactor = new StructureFactor(other);
        Matches matches = fit.matches();
        int possible = 0;
        for (int i = 0; i < matches.size(); i++) {
            int direction = matches.reflection()[i];
            double fundamental =
                    matches.energy()[i] / matches.order()[i] * own.a() / other.cell().a();
            boolean isBright = false;
            for (int n = (int) Math.ceil(beam.minimumEnergy() / fundamental);
                    !isBright && n * fundamental <= beam.maximumEnergy();
                    n++) {
                isBright =
                        structureFactor.square(
                                        n * list.h(direction),
                                        n * list.k(direction),
                                        n * list.l(direction))
                                > 0;
            }
            possible += isBright && matches.used()[i] ? 1 : 0;
        }
        return possible >= NEARLY_ALL * matches.usedCount();
    }

    private static boolean isCubic(UnitCell cell) {
        double right = Math.PI / 2;
        return Math.abs(cell.b() / cell.a() - 1) < 1e-4
                && Math.abs(cell.c() / cell.a() - 1) < 1e-4
                && Math.abs(cell.alpha() - right) < 1e-4
                && Math.abs(cell.beta() - right) < 1e-4
                && Math.abs(cell.gamma() - right) < 1e-4;
    }
}
