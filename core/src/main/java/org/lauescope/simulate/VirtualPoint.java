package org.lauescope.simulate;

import java.util.ArrayList;
import java.util.List;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.Vector3;
import org.lauescope.laue.Geometry;

/// What the beam sees at one point of a [VirtualSample].
///
/// @param x, y where it enters the surface, µm, SAMPLE
/// @param parts the grains in the beam, by their numbers
/// @param amorphous part of the light, 0 … 1, that comes from where nothing diffracts
/// @param meanPath T for which parts are given, mm; 0 for a point that is not looked into
public record VirtualPoint(
        double x,
        double y,
        Geometry geometry,
        List<Part> parts,
        double amorphous,
        double meanPath) {

    /// One grain in the beam.
    ///
    /// @param number of the grain in the sample
    /// @param grain its mean state along the beam
    /// @param share part of the light, 0 … 1, at the sample's mean path
    /// @param from, to where its layers begin and end along the beam, mm
    public record Part(int number, VirtualGrain grain, double share, double[] from, double[] to) {

        /// Part of the light of a reflection of mean path T: Σ exp(−from/T) − exp(−to/T).
        double share(double path) {
            if (!(path > 0)) {
                return share;
            }
            double sum = 0;
            for (int i = 0; i < from.length; i++) {
                sum += Math.exp(-from[i] / path) - Math.exp(-to[i] / path);
            }
            return sum;
        }
    }

    public VirtualPoint {
        parts = List.copyOf(parts);
    }

    /// The same grains turned with the sample, which changes nothing in their own axes.
    ///
    /// @param rotation SAMPLE axes
    VirtualPoint turned(Matrix3 rotation) {
        Matrix3 sampleFromLab = geometry.sampleFromLab();
        Matrix3 inLab = sampleFromLab.transpose().times(rotation).times(sampleFromLab);
        List<Part> turned = new ArrayList<>();
        for (Part part : parts) {
            VirtualGrain grain = part.grain;
            turned.add(
                    new Part(
                            part.number,
                            new VirtualGrain(
                                    grain.reflections(),
                                    inLab.times(grain.labFromCrystal()),
                                    grain.strain(),
                                    grain.spread().in(inLab),
                                    grain.weight()),
                            part.share,
                            part.from,
                            part.to));
        }
        return new VirtualPoint(x, y, geometry, turned, amorphous, meanPath);
    }

    public List<VirtualGrain> grains() {
        return parts.stream().map(Part::grain).toList();
    }

    /// Part of a spot's light, 0 … 1, that the layers of a grain give: short-lived light shows the
    /// surface alone.
    ///
    /// @param part index into `parts`
    /// @param keV energy of the spot
    /// @param x, y where it falls, px
    double share(int part, double keV, double x, double y) {
        Part seen = parts.get(part);
        if (meanPath == 0 || (parts.size() == 1 && amorphous == 0)) {
            return seen.share;
        }
        Vector3 ray = geometry.detector().ray(x, y);
        return seen.share(
                VirtualSample.meanPath(
                        seen.grain.reflections().crystal().attenuation(), geometry, keV, ray));
    }
}
