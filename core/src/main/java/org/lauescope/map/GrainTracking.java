package org.lauescope.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lauescope.crystal.OrientationSymmetry;
import org.lauescope.crystal.Quaternion;

/// Which grain is which through a series of scans. A grain keeps its number if its mean
/// orientation, without the rotation that all grains have in common, agrees within 1° with the one
/// it had, and more than half of its points were its own before, and more than half of those it had
/// are its own still. Others get a new number, and what became of them is listed.
///
/// @param numbers for each scan the number in the series of each of its grains; those of the first
///   scan are its own
/// @param events in the order of the scans
public record GrainTracking(List<int[]> numbers, List<Event> events) {

    public enum Kind {
        /// more than half of the points of each of several grains were one grain before
        SPLIT,
        /// more than half of the points of each of several grains are one grain now
        MERGED,
        /// was not there
        NEW,
        /// is not there any more
        GONE
    }

    /// @param scan in which it is seen first
    /// @param before, after numbers in the series
    public record Event(Kind kind, int scan, List<Integer> before, List<Integer> after) {
        public Event {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    public GrainTracking {
        numbers = List.copyOf(numbers);
        events = List.copyOf(events);
    }

    /// @param grains of each scan
    /// @param registrations of each scan but the first to the first
    public static GrainTracking of(List<Grains> grains, List<Registration> registrations) {
        return new Tracker(grains.getFirst()).tracking(grains, registrations);
    }

    /// What is known after the scans so far, on the points of the first.
    private static final class Tracker {
        private final OrientationSymmetry[] symmetries;
        private final int[] current;
        private final List<Quaternion> orientation = new ArrayList<>();
        private final List<Integer> crystal = new ArrayList<>();
        private final List<int[]> numbers = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();

        Tracker(Grains first) {
            symmetries = first.orientations().symmetries();
            current = first.number().clone();
            for (Grain grain : first.list()) {
                orientation.add(grain.sampleFromCrystal());
                crystal.add(grain.crystal());
            }
            numbers.add(IntStream.range(0, first.list().size()).toArray());
        }

        GrainTracking tracking(List<Grains> grains, List<Registration> registrations) {
            for (int k = 1; k < grains.size(); k++) {
                follow(k, grains.get(k), registrations.get(k - 1));
            }
            return new GrainTracking(numbers, events);
        }

        private void follow(int scan, Grains grains, Registration registration) {
            int[] point = registration.matches().point();
            int known = orientation.size();
            int[][] common = new int[grains.list().size()][known];
            int[] sizeNow = new int[grains.list().size()];
            int[] sizeBefore = new int[known];
            for (int i = 0; i < point.length; i++) {
                int now = point[i] < 0 ? -1 : grains.number()[point[i]];
                if (now >= 0) {
                    sizeNow[now]++;
                }
                if (current[i] >= 0 && point[i] >= 0) {
                    sizeBefore[current[i]]++;
                    if (now >= 0) {
                        common[now][current[i]]++;
                    }
                }
            }
            Quaternion back = Quaternion.ofMatrix(registration.remount().matrix().transpose());
            int[] number = new int[grains.list().size()];
            boolean[] continued = new boolean[known];
            for (Grain grain : grains.list()) {
                int n = grain.number();
                Quaternion turned = back.times(grain.sampleFromCrystal());
                number[n] = -1;
                for (int s = 0; s < known; s++) {
                    if (2 * common[n][s] > sizeNow[n]
                            && 2 * common[n][s] > sizeBefore[s]
                            && isSame(s, grain.crystal(), turned)) {
                        number[n] = s;
                        continued[s] = true;
                        orientation.set(s, turned);
                    }
                }
                if (number[n] < 0) {
                    number[n] = orientation.size();
                    orientation.add(turned);
                    crystal.add(grain.crystal());
                }
            }
            list(scan, common, sizeNow, sizeBefore, number, continued);
            numbers.add(number);
            for (int i = 0; i < point.length; i++) {
                int now = point[i] < 0 ? -1 : grains.number()[point[i]];
                if (now >= 0) {
                    current[i] = number[now];
                }
            }
        }

        private boolean isSame(int s, int ofCrystal, Quaternion turned) {
            return crystal.get(s) == ofCrystal
                    && RemountRotation.turn(symmetries[ofCrystal], orientation.get(s), turned)
                                    .norm()
                            < RemountRotation.TOLERANCE;
        }

        private void list(
                int scan,
                int[][] common,
                int[] sizeNow,
                int[] sizeBefore,
                int[] number,
                boolean[] continued) {
            boolean[] explainedNow = new boolean[number.length];
            boolean[] explainedBefore = new boolean[continued.length];
            for (int s = 0; s < continued.length; s++) {
                int before = s;
                int[] parts =
                        IntStream.range(0, number.length)
                                .filter(n -> 2 * common[n][before] > sizeNow[n])
                                .toArray();
                if (parts.length > 1) {
                    explainedBefore[s] = true;
                    Arrays.stream(parts).forEach(n -> explainedNow[n] = true);
                    events.add(new Event(Kind.SPLIT, scan, List.of(s), numbers(parts, number)));
                }
            }
            for (int n = 0; n < number.length; n++) {
                int now = n;
                int[] parts =
                        IntStream.range(0, continued.length)
                                .filter(s -> 2 * common[now][s] > sizeBefore[s])
                                .toArray();
                if (parts.length > 1) {
                    explainedNow[n] = true;
                    Arrays.stream(parts).forEach(s -> explainedBefore[s] = true);
                    events.add(
                            new Event(
                                    Kind.MERGED,
                                    scan,
                                    Arrays.stream(parts).boxed().toList(),
                                    List.of(number[n])));
                }
            }
            for (int n = 0; n < number.length; n++) {
                if (number[n] >= continued.length && !explainedNow[n] && sizeNow[n] > 0) {
                    events.add(new Event(Kind.NEW, scan, List.of(), List.of(number[n])));
                }
            }
            for (int s = 0; s < continued.length; s++) {
                if (!continued[s] && !explainedBefore[s] && sizeBefore[s] > 0) {
                    events.add(new Event(Kind.GONE, scan, List.of(s), List.of()));
                }
            }
        }

        private static List<Integer> numbers(int[] grains, int[] number) {
            return Arrays.stream(grains).mapToObj(n -> number[n]).toList();
        }
    }
}
