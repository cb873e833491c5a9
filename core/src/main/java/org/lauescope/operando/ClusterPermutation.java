package org.lauescope.operando;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.lauescope.map.ScanGrid;

/// Test for changes anywhere in a family of maps, as all components of strain of all scans against
/// the first: are there clusters heavier than those that noise makes?
///
/// Each field is standardised, its [Nuisance] and what is planned ([Contrast], which has a test of
/// its own) are taken off, and local means ([LocalMean]) beyond a threshold form clusters. The mass
/// of each is compared with the heaviest cluster of the whole family in maps of the same noise: E.
/// T. Bullmore et al., IEEE Trans. Med. Imaging 18 (1999) 32. So the probability that a family
/// without any change has a cluster of p ≤ α is at most α, however many points and fields there
/// are.
///
/// *What is exchanged.* Turning the signs of whole blocks of the map would leave a hot spot inside
/// one block as heavy as it was. Instead what neither nuisance nor planned contrasts explain is
/// made independent ([Innovations]), the sign of each point's is drawn, the same for all fields of
/// the family, and they are correlated again. A change that neighbours have in common loses its
/// unity; the sizes of deviations, of heavy tails, too, up to a limit, and what fields have in
/// common (the first scan) stay.
///
/// Local means of each map, observed or drawn, are brought to the same median size first: where the
/// model of the noise misses a part of the correlation, observed local means are larger everywhere.
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
        return of(Deviations.of(changes, List.of(), grain), settings);
    }

    static ClusterPermutation of(List<Deviations> fields, Settings settings) {
        return new Test(fields, settings).run();
    }

    /// Clusters that are not by chance, at a level.
    public List<Cluster> significant(double level) {
        return clusters.stream().filter(cluster -> cluster.p <= level).toList();
    }

    private static final class Test {
        /// Larger deviations count as so large: a point that went wrong is no place that changed.
        private static final double LARGEST = 8;

        /// Larger ones are not made by noise, and are not drawn: a strong change would hide itself.
        private static final double LARGEST_OF_NOISE = 4;

        private final ScanGrid grid;
        private final Settings settings;
        private final List<Standardised> fields;
        private final Clusters search;
        private final RobustScale scale = new RobustScale();

        Test(List<Deviations> fields, Settings settings) {
            this.grid = fields.getFirst().grid();
            this.settings = settings;
            this.search = new Clusters(grid, settings.threshold);
            this.fields = fields.stream().map(Standardised::new).toList();
        }

        ClusterPermutation run() {
            record Found(int field, int[] points, double mass, double sign) {}
            List<Found> found = new ArrayList<>();
            double[] means = new double[grid.size()];
            for (int f = 0; f < fields.size(); f++) {
                int field = f;
                fields.get(f).observedMeans(means);
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
                    field.drawnMeans(sign, independent, z, means);
                    heaviest[drawn] = Math.max(heaviest[drawn], search.heaviest(means));
                }
                if (heaviest[drawn++] >= observed) {
                    exceeding++;
                }
            }
            return Arrays.copyOf(heaviest, drawn);
        }

        /// A field without its nuisance and what is planned.
        private final class Standardised {
            private final double[] unexplained;
            private final double[] independent;
            private final RobustRegression explained;
            private final Noise noise;
            private final Innovations innovations;
            private final LocalMean localMean;

            Standardised(Deviations field) {
                unexplained = field.unexplained().clone();
                limit(LARGEST, unexplained);
                independent = field.whitened(unexplained);
                limit(LARGEST_OF_NOISE, independent);
                explained =
                        new RobustRegression(
                                Stream.of(field.nuisance(), field.planned())
                                        .flatMap(Arrays::stream)
                                        .toArray(double[][]::new));
                noise = field.noise();
                innovations = field.innovations();
                localMean = field.localMean(settings.width);
            }

            private static void limit(double largest, double[] z) {
                Arrays.setAll(z, i -> Math.clamp(z[i], -largest, largest));
            }

            void observedMeans(double[] means) {
                localMean.apply(unexplained, means);
                scale.apply(means);
            }

            void drawnMeans(double[] sign, double[] changed, double[] drawn, double[] means) {
                Arrays.fill(drawn, Double.NaN);
                for (int i : innovations.points()) {
                    changed[i] = sign[i] * independent[i];
                }
                innovations.colour(changed, drawn);
                explained.remove(drawn);
                localMean.apply(drawn, means);
                scale.apply(means);
            }
        }
    }
}
