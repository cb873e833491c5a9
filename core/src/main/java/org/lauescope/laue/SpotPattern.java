package org.lauescope.laue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lauescope.crystal.Attenuation;
import org.lauescope.crystal.Matrix3;
import org.lauescope.crystal.PhysicalConstants;
import org.lauescope.crystal.Vector3;

/// The spots that a crystal throws on the detector: one per direction, harmonics summed. Buffers are reused from call to
/// call; one object belongs to one thread.
///
/// With q = F⁻ᵀ q₀ (1/Å, LAB) and the beam k̂ᵢ = +X:
///
///     k̂_f = k̂ᵢ − 2 (k̂ᵢ·û) û,  û = q/|q|            a spot exists only where q·k̂ᵢ < 0
///     Eₙ = n hc |q|² / (−2 q·k̂ᵢ)                       keV, order n of the direction
///     Iₙ = N(E) λ³ |Fₙ|² P t / (V² sin²θ)               kinematic, thick crystal (relative)
///     P  = f_h (1 − k_fy²) + (1 − f_h) (1 − k_fz²)      f_h horizontally polarised part of the beam
///     t  = 1 / (μ(E) (1 + sin α_i / sin α_e))           mean path in the crystal, mm; 1 where μ is unknown
///
/// Where μ is known and the geometry asks for it ([Geometry#emissionDepth()]) the spot starts at depth t along the beam,
/// not at the surface (energy averaged over the harmonics by their intensity): that moves LLZO spots by up to 0.1 px.
public final class SpotPattern {

    /// Part of a bending magnet's light in the orbit plane that is polarised along LAB Y.
    private static final double HORIZONTAL_POLARISATION = 0.95;

    private static final int TABLE_SIZE = 2048;

    /// Grains that a scan goes back and forth between.
    private static final int MOST_NEIGHBOURHOODS = 8;

    private final ReflectionList reflections;
    private final Geometry geometry;
    private final double firstEnergy;
    private final double stepsPerEnergy;

    /// N(E) λ³ at equal steps of energy.
    private final double[] brightness = new double[TABLE_SIZE];

    private final double[] attenuationLength = new double[TABLE_SIZE];
    private final boolean attenuationKnown;
    private final double inverseVolumeSquared;

    private final View view;
    private final Neighbourhood whole;
    private final List<Neighbourhood> neighbourhoods = new ArrayList<>();

    private int size;
    private long version;
    private final int[] reflection;
    private final int[] order;
    private final double[] energy;
    private final double[] x;
    private final double[] y;
    private final double[] intensity;
    private final double[] depth;

    public SpotPattern(ReflectionList reflections, Geometry geometry) {
        this.reflections = reflections;
        this.geometry = geometry;
        int length = reflections.size();
        reflection = new int[length];
        order = new int[length];
        energy = new double[length];
        x = new double[length];
        y = new double[length];
        intensity = new double[length];
        depth = new double[length];
        Beam beam = geometry.beam();
        Attenuation attenuation = reflections.crystal().attenuation();
        firstEnergy = beam.minimumEnergy();
        double energyStep = (beam.maximumEnergy() - beam.minimumEnergy()) / (TABLE_SIZE - 1);
        stepsPerEnergy = 1 / energyStep;
        // A beam that leaves the crystal at once, or enters it from below, has no depth to speak
        // of.
        attenuationKnown = attenuation.isKnown() && Math.sin(geometry.tilt()) > 0;
        for (int i = 0; i < TABLE_SIZE; i++) {
            double keV = firstEnergy + i * energyStep;
            double wavelength = PhysicalConstants.HC / keV;
            brightness[i] = beam.spectrum().flux(keV) * wavelength * wavelength * wavelength;
            attenuationLength[i] = attenuationKnown ? 1 / attenuation.at(keV) : 1;
        }
        double volume = reflections.crystal().cell().volume();
        inverseVolumeSquared = 1 / (volume * volume);
        view = new View(geometry);
        whole = Neighbourhood.whole(reflections);
    }

    /// Fills the columns with the spots inside the detector's outline, in the order of the
    /// reflection list (strongest directions first); masked pixels are not looked at.
    ///
    /// @param reciprocalDeformation F⁻ᵀ, LAB from CRYSTAL; for an unstrained crystal the rotation
    ///   `labFromCrystal`
    /// @return the number of spots
    public int compute(Matrix3 reciprocalDeformation) {
        return compute(reciprocalDeformation, reflections.size());
    }

    /// As [#compute(Matrix3)], with the first (strongest) `directions` of the list only.
    public int compute(Matrix3 reciprocalDeformation, int directions) {
        Matrix3 m = reciprocalDeformation;
        Detector detector = geometry.detector();
        Vector3 n = detector.normal();
        Vector3 origin = detector.origin();
        Vector3 fast = detector.fast().times(1 / detector.pitchColumn());
        Vector3 slow = detector.slow().times(1 / detector.pitchRow());
        double planeDistance = origin.dot(n);
        double fastOffset = origin.dot(fast);
        double slowOffset = origin.dot(slow);
        double right = detector.columns() - 0.5;
        double bottom = detector.rows() - 0.5;
        double maximumEnergy = geometry.beam().maximumEnergy();
        double minimumEnergy = geometry.beam().minimumEnergy();
        double sinTilt = Math.sin(geometry.tilt());
        double cosTilt = Math.cos(geometry.tilt());
        Neighbourhood near = near(m, directions);
        int[] direction = near.directions();
        double[] q0x = near.x();
        double[] q0y = near.y();
        double[] q0z = near.z();
        int count = 0;
        for (int k = 0; k < direction.length; k++) {
            int i = direction[k];
            if (i >= directions) {
                break;
            }
            double qx = m.xx() * q0x[k] + m.xy() * q0y[k] + m.xz() * q0z[k];
            if (qx >= 0) {
                continue;
            }
            double qy = m.yx() * q0x[k] + m.yy() * q0y[k] + m.yz() * q0z[k];
            double qz = m.zx() * q0x[k] + m.zy() * q0y[k] + m.zz() * q0z[k];
            double square = qx * qx + qy * qy + qz * qz;
            double fundamental = PhysicalConstants.HC * square / (-2 * qx);
            if (fundamental > maximumEnergy) {
                continue;
            }
            double twice = -2 * qx / square;
            double kx = 1 + twice * qx;
            double ky = twice * qy;
            double kz = twice * qz;
            double cosine = kx * n.x() + ky * n.y() + kz * n.z();
            if (cosine <= Detector.SMALLEST_SINE) {
                continue;
            }
            double column = hit(planeDistance / cosine, kx, ky, kz, fast, 0, fastOffset);
            double row = hit(planeDistance / cosine, kx, ky, kz, slow, 0, slowOffset);
            // A depth of a millimetre at most: what starts further outside cannot come in.
            if (column < -View.MARGIN
                    || row < -View.MARGIN
                    || column > right + View.MARGIN
                    || row > bottom + View.MARGIN) {
                continue;
            }
            double sineSquared = qx * qx / square;
            double sinExit = kz * cosTilt - kx * sinTilt;
            boolean absorbed = attenuationKnown && sinExit > 0;
            double pathFactor = absorbed ? 1 / (1 + sinTilt / sinExit) : 1;
            double polarisation =
                    HORIZONTAL_POLARISATION * (1 - ky * ky)
                            + (1 - HORIZONTAL_POLARISATION) * (1 - kz * kz);
            double common = polarisation * inverseVolumeSquared / sineSquared;
            double sum = 0;
            double energySum = 0;
            double strongest = 0;
            int strongestOrder = 0;
            for (int at = reflections.firstHarmonic(i), end = reflections.firstHarmonic(i + 1);
                    at < end;
                    at++) {
                int harmonic = reflections.harmonicOrder(at);
                double keV = harmonic * fundamental;
                if (keV < minimumEnergy) {
                    continue;
                }
                if (keV > maximumEnergy) {
                    break;
                }
                double position = (keV - firstEnergy) * stepsPerEnergy;
                double part =
                        common
                                * interpolated(brightness, position)
                                * reflections.harmonicSquare(at)
                                * (absorbed
                                        ? interpolated(attenuationLength, position) * pathFactor
                                        : 1);
                sum += part;
                energySum += part * keV;
                if (part > strongest) {
                    strongest = part;
                    strongestOrder = harmonic;
                }
            }
            if (strongestOrder == 0) {
                continue;
            }
            double path = 0;
            if (absorbed && geometry.emissionDepth()) {
                double position = (energySum / sum - firstEnergy) * stepsPerEnergy;
                path = interpolated(attenuationLength, position) * pathFactor;
                double ray = (planeDistance - path * n.x()) / cosine;
                column = hit(ray, kx, ky, kz, fast, path, fastOffset);
                row = hit(ray, kx, ky, kz, slow, path, slowOffset);
            }
            if (column < -0.5 || row < -0.5 || column >= right || row >= bottom) {
                continue;
            }
            reflection[count] = i;
            order[count] = strongestOrder;
            energy[count] = strongestOrder * fundamental;
            x[count] = column;
            y[count] = row;
            intensity[count] = sum;
            depth[count] = path;
            count++;
        }
        size = count;
        version++;
        return count;
    }

    /// Directions that can have a spot, or all where that is not worth finding out. Those that can
    /// in a neighbourhood of a state are kept, since most states come in crowds.
    private Neighbourhood near(Matrix3 m, int directions) {
        for (int n = 0; n < neighbourhoods.size(); n++) {
            Neighbourhood known = neighbourhoods.get(n);
            if (known.contains(m)) {
                if (n > 0) {
                    neighbourhoods.remove(n);
                    neighbourhoods.addFirst(known);
                }
                return known;
            }
        }
        if (directions < reflections.size()) {
            return whole;
        }
        Neighbourhood made = view.around(m, reflections);
        if (neighbourhoods.size() == MOST_NEIGHBOURHOODS) {
            neighbourhoods.removeLast();
        }
        neighbourhoods.addFirst(made);
        return made;
    }

    private static double hit(
            double ray, double kx, double ky, double kz, Vector3 axis, double path, double offset) {
        return (path + ray * kx) * axis.x() + ray * ky * axis.y() + ray * kz * axis.z() - offset;
    }

    private static double interpolated(double[] table, double position) {
        int below = Math.clamp((int) position, 0, TABLE_SIZE - 2);
        double f = position - below;
        return table[below] + f * (table[below + 1] - table[below]);
    }

    public ReflectionList reflections() {
        return reflections;
    }

    public Geometry geometry() {
        return geometry;
    }

    public int size() {
        return size;
    }

    /// Index into the reflection list.
    public int reflection(int i) {
        return reflection[i];
    }

    /// Spot of a direction of the reflection list, or a negative number if it has none.
    public int spotOf(int direction) {
        return Arrays.binarySearch(reflection, 0, size, direction);
    }

    /// Changes with every computation.
    public long version() {
        return version;
    }

    /// Harmonic that carries most of the intensity; the spot is order · (coprime hkl).
    public int order(int i) {
        return order[i];
    }

    /// Energy of that harmonic, keV.
    public double energy(int i) {
        return energy[i];
    }

    /// Column position, px.
    public double x(int i) {
        return x[i];
    }

    /// Row position, px.
    public double y(int i) {
        return y[i];
    }

    /// Relative intensity of all harmonics together; comparable between crystals.
    public double intensity(int i) {
        return intensity[i];
    }

    /// Mean depth of emission along the beam, mm; 0 where attenuation is unknown or the geometry
    /// leaves depth out.
    public double depth(int i) {
        return depth[i];
    }

    /// The intensities of the present spots, copied.
    public double[] intensities() {
        return Arrays.copyOf(intensity, size);
    }
}
