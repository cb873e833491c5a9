package org.lauescope.io.virtual;

import java.util.List;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;

/// Frames of the same grains, with strain and rotation that may change evenly from the first frame
/// to the last.
///
/// @param name of the frame, or start of the names
/// @param firstNumber number of the first frame: groups of one name count on
/// @param sameName frames of all groups of that name
/// @param strainFirst, strainLast strain added to that of each grain, SAMPLE axes
/// @param turnFirst, turnLast rotation vector put on top of each orientation, rad, SAMPLE axes
public record FrameGroup(
        String name,
        int count,
        int firstNumber,
        int sameName,
        List<GrainRecipe> grains,
        SymmetricTensor strainFirst,
        SymmetricTensor strainLast,
        Vector3 turnFirst,
        Vector3 turnLast) {

    public FrameGroup {
        grains = List.copyOf(grains);
    }

    /// Name of a frame, without extension: `name` alone, or with a number from 00 on.
    String frameName(int index) {
        if (sameName == 1) {
            return name;
        }
        int digits = Math.max(2, Integer.toString(sameName - 1).length());
        String number = Integer.toString(firstNumber + index);
        return name + "_" + "0".repeat(digits - number.length()) + number;
    }

    FrameGroup numbered(int newFirstNumber, int newSameName) {
        return new FrameGroup(
                name,
                count,
                newFirstNumber,
                newSameName,
                grains,
                strainFirst,
                strainLast,
                turnFirst,
                turnLast);
    }

    SymmetricTensor addedStrain(int index) {
        return strainFirst.plus(strainLast.minus(strainFirst).times(fraction(index)));
    }

    Vector3 addedTurn(int index) {
        return turnFirst.plus(turnLast.minus(turnFirst).times(fraction(index)));
    }

    private double fraction(int index) {
        return count == 1 ? 0 : (double) index / (count - 1);
    }
}
