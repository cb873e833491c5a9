package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.lauescope.map.ScanGrid;

/// Test for changes anywhere in a family of maps, as all components of strain of all scans against
/// the first: are there clusters heavier than those that noise makes?
///
/// Each field is standardised, its [Nuisance] is taken off, and local means ([LocalMean]) beyond a
/// threshold form clusters. The mass of each is compared with the heaviest cluster of the whole
/// family in maps of the same noise: E. T. Bullmore et al., IEEE Trans. Med. Imaging 18 (1999) 32.
/// So the probability that a family without any change has a cluster of p ≤ α is at most α, however
/// many points and fields there are.
///
/// *What is exchanged.* Turning the signs of whole blocks of the map would leave a hot spot inside
/// one block as heavy as it was. Instead deviations are made independent ([Innovations]), the sign
/// of each point's is drawn, the same for all fields of the family, and they are correlated again.
/// A change that neighbours have in common loses its unity; the sizes of all deviations, of heavy
/// tails, too, and what fields have in common (the first scan) stay.
///
/// *What is assumed of a map without change*: deviations from the nuisance are symmetric about
/// zero; their correlation is that of [Noise], the same everywhere, and no longer than a tenth of
/// the map; claimed uncertainties are right up to one factor. Two scans of the same state test all
/// of that.
///
/// Signs are drawn until the observed mass has been exceeded often enough (J. Besag, P. Clifford,
/// Biometrika 78 (1991) 301), so maps without change are quickly done with.
///
/// @param p of the heaviest cluster of all; 1 without any
/// @param permutations how many were drawn
/// @param noise of each field
/// @param clusters heaviest first
public record ClusterPermutation(
        double p, int permutations, List<Noise> noise, List<Cluster> clusters) {

    /// Local means beyond it do not tell what noise is like: with independent errors; correlated
    /// ones pass it more often, but still rarely.
    private static final double STANDS_OUT = 5;

    public ClusterPermutation {
        noise = List.copyOf(noise);
        clusters = List.copyOf(clusters);
    }

    /// Connected points that deviate to the same side.
    ///
    /// @param field number of the field in its family
    /// @param points ascending; not copied and not to be changed
    /// @param mass sum of the local means beyond the threshold; negative where values are
    /// @param p probability of one as heavy anywhere in the family by chance
    public record Cluster(int field, int[] points, double mass, double p) {}

    /// @param threshold local means beyond it, in standard uncertainties, belong to clusters
    /// @param width of the local means, standard deviation in steps
    /// @param permutations most that are drawn; the smallest p is 1/(permutations + 1)
    /// @param enough drawing ends when the heaviest observed cluster has been exceeded so often
    /// @param seed of the signs
    public record Settings(
            double threshold, double width, int permutations, int enough, long seed) {

        public static final Settings DEFAULT = new Settings(2.5, 1.5, 999, 20, 1);

        public Settings withSeed(long newSeed) {
            return new Settings(threshold, width, permutations, enough, newSeed);
        }
    }

    /// With the noise that the fields show.
    ///
    /// @param changes of one family, on one grid
    /// @param grain number of the grain of each point; −1 where there is none, which is a part of
    ///   its own
    public static ClusterPermutation of(List<Change> changes, int[] grain, Settings settings) {
        return new Test(changes, grain, settings).run();
    }

    /// Clusters that are not by chance, at a level.
    public List<Cluster> significant(double level) {
        return clusters.stream().filter(cluster -> cluster.p <= level).toList();
    }

    private static final class Test {
        private final ScanGrid grid;
        private final Settings settings;
        private final List<Standardised> fields = new ArrayList<>();
        private final Clusters search;

        Test(List<Change> changes, int[] grain, Settings settings) {
            this.grid = changes.getFirst().field().grid();
            this.settings = settings;
            this.search = new Clusters(grid, settings.threshold);
            List<double[]> standardised = new ArrayList<>();
            List<Nuisance.Regression> regressions = new ArrayList<>();
            for (Change change : changes) {
                Field field = change.field();
                if (!field.grid().equals(grid)) {
                    throw new IllegalArgumentException(
                            "fields of a family on different grids; expected one grid");
                }
                double[] z = field.standardised();
                Nuisance.Regression regression = change.nuisance().regression(field);
                regression.remove(z);
                standardised.add(z);
                regressions.add(regression);
            }
            List<Noise> noise = noise(standardised, grain);
            for (int f = 0; f < changes.size(); f++) {
                fields.add(new Standardised(standardised.get(f), regressions.get(f), noise.get(f)));
            }
        }

        /// From a first look at everything, and a second at what does not stand out: changes would
        /// pass for noise of long correlation.
        private List<Noise> noise(List<double[]> standardised, int[] grain) {
            List<Noise> first = Noise.of(grid, standardised, grain);
            List<double[]> quiet = new ArrayList<>();
            double[] means = new double[grid.size()];
            for (int f = 0; f < first.size(); f++) {
                double[] z = standardised.get(f).clone();
                new LocalMean(grid, known(z), Correlation.NONE, settings.width).apply(z, means);
                double limit = STANDS_OUT * first.get(f).factor();
                for (int i = 0; i < z.length; i++) {
                    z[i] = Math.abs(means[i]) > limit ? Double.NaN : z[i];
                }
                quiet.add(z);
            }
            return Noise.of(grid, quiet, grain);
        }

        private static int[] known(double[] z) {
            int[] part = new int[z.length];
            Arrays.setAll(part, i -> Double.isFinite(z[i]) ? 0 : -1);
            return part;
        }

        ClusterPermutation run() {
            record Found(int field, int[] points, double mass, double sign) {}
            List<Found> found = new ArrayList<>();
            double[] means = new double[grid.size()];
            for (int f = 0; f < fields.size(); f++) {
                int field = f;
                fields.get(f).localMean.apply(fields.get(f).z, means);
                search.forEach(
                        means,
                        (points, mass) ->
                                found.add(
                                        new Found(
                                                field,
                                                points,
                                                mass,
                                                Math.signum(means[points[0]]))));
            }
            found.sort(Comparator.comparingDouble(cluster -> -cluster.mass));
            double[] heaviest = found.isEmpty() ? new double[0] : draw(found.getFirst().mass);
            List<Cluster> clusters =
                    found.stream()
                            .map(c ->
                                    new Cluster(
                                            c.field,
                                            c.points,
                                            c.sign * c.mass,
                                            probability(heaviest, c.mass)))
                            .toList();
            return new ClusterPermutation(
                    clusters.isEmpty() ? 1 : clusters.getFirst().p,
                    heaviest.length,
                    fields.stream().map(field -> field.noise).toList(),
                    clusters);
        }

        /// The observed map is one of those that could have been drawn.
        private double probability(double[] heaviest, double mass) {
            long exceeding = Arrays.stream(heaviest).filter(h -> h >= mass).count();
            return heaviest.length < settings.permutations && exceeding >= settings.enough
                    ? (double) exceeding / heaviest.length
                    : (exceeding + 1.0) / (heaviest.length + 1.0);
        }

        /// The heaviest cluster of the family for each drawing of signs.
        private double[] draw(double observed) {
            SplittableRandom random = new SplittableRandom(settings.seed);
            double[] heaviest = new double[settings.permutations];
            double[] sign = new double[grid.size()];
            double[] independent = new double[grid.size()];
            double[] z = new double[grid.size()];
            double[] means = new double[grid.size()];
            int drawn = 0;
            int exceeding = 0;
            while (drawn < settings.permutations && exceeding < settings.enough) {
                for (int i = 0; i < sign.length; i++) {
                    sign[i] = random.nextBoolean() ? 1 : -1;
                }
                for (Standardised field : fields) {
                    field.exchange(sign, independent, z);
                    field.localMean.apply(z, means);
                    heaviest[drawn] = Math.max(heaviest[drawn], search.heaviest(means));
                }
                if (heaviest[drawn++] >= observed) {
                    exceeding++;
                }
            }
            return Arrays.copyOf(heaviest, drawn);
        }

        /// A field in units of its noise, without its nuisance.
        private final class Standardised {
            private final double[] z;
            private final Nuisance.Regression regression;
            private final Noise noise;
            private final Innovations innovations;
            private final double[] independent;
            private final LocalMean localMean;

            Standardised(double[] z, Nuisance.Regression regression, Noise noise) {
                this.z = z;
                this.regression = regression;
                this.noise = noise;
                for (int i = 0; i < z.length; i++) {
                    z[i] /= noise.factor();
                }
                int[] part = known(z);
                innovations = new Innovations(grid, part, noise.correlation());
                independent = new double[z.length];
                innovations.whiten(z, independent);
                localMean = new LocalMean(grid, part, noise.correlation(), settings.width);
            }

            void exchange(double[] sign, double[] changed, double[] result) {
                Arrays.fill(result, Double.NaN);
                for (int i : innovations.points()) {
                    changed[i] = sign[i] * independent[i];
                }
                innovations.colour(changed, result);
                regression.remove(result);
            }
        }
    }
}
