package org.lauescope.io.virtual;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.SymmetricTensor;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Geometry;
import org.lauescope.laue.ReflectionList;
import org.lauescope.simulate.VirtualGrain;

/// How to make a grain.
///
/// @param labFromCrystal orientation, or null for one drawn uniformly over all rotations
/// @param strain ε; axes of CRYSTAL, or of SAMPLE if `strainInSample`
/// @param strainScatter standard deviation of what is drawn and added to each component of the
///   strain, of which the deviatoric part is taken
/// @param spread covariance of rotations about the mean orientation, rad², LAB
/// @param weight volume in the beam relative to other grains
public record GrainRecipe(
        String name,
        ReflectionList reflections,
        @Nullable Matrix3 labFromCrystal,
        SymmetricTensor strain,
        boolean strainInSample,
        double strainScatter,
        SymmetricTensor spread,
        double weight) {

    /// The same grain every time: what is random is drawn now.
    GrainRecipe drawn(SplittableRandom random) {
        Matrix3 orientation =
                labFromCrystal != null ? labFromCrystal : VirtualGrain.randomOrientation(random);
        SymmetricTensor total =
                strainScatter > 0 ? strain.plus(scatter(random).deviatoric()) : strain;
        return new GrainRecipe(
                name, reflections, orientation, total, strainInSample, 0, spread, weight);
    }

    GrainRecipe withWeight(double newWeight) {
        return new GrainRecipe(
                name,
                reflections,
                labFromCrystal,
                strain,
                strainInSample,
                strainScatter,
                spread,
                newWeight);
    }

    /// The grain, with a strain (SAMPLE) and a rotation vector (SAMPLE) added.
    VirtualGrain grain(
            Geometry geometry,
            SymmetricTensor addedStrain,
            Vector3 addedTurn,
            SplittableRandom random) {
        GrainRecipe fixed = drawn(random);
        Matrix3 sampleFromLab = geometry.sampleFromLab();
        Matrix3 turn = Matrix3.rotation(sampleFromLab.transpose().times(addedTurn));
        Matrix3 orientation =
                turn.times(fixed.labFromCrystal == null ? Matrix3.IDENTITY : fixed.labFromCrystal);
        Matrix3 crystalFromSample = sampleFromLab.times(orientation).transpose();
        SymmetricTensor own = strainInSample ? fixed.strain.in(crystalFromSample) : fixed.strain;
        return new VirtualGrain(
                reflections,
                orientation,
                own.plus(addedStrain.in(crystalFromSample)),
                spread,
                weight);
    }

    private SymmetricTensor scatter(SplittableRandom random) {
        return new SymmetricTensor(
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian())
                .times(strainScatter);
    }
}
