package org.lauescope.io.frame;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Planes of counts that nobody needs any more. A fresh one of 4 MB costs more time than reading
/// its pixels, since the memory is cleared and, the first time, given by the system page by page.
final class SparePlanes {

    /// A frame at a time and thread; more are left to the garbage collector.
    private static final int MOST = 16;

    private static final BlockingQueue<int[]> SPARE = new ArrayBlockingQueue<>(MOST);

    private SparePlanes() {}

    /// A plane with any content.
    static int[] take(int length) {
        int[] plane = SPARE.poll();
        return plane != null && plane.length == length ? plane : new int[length];
    }

    static void give(int[] plane) {
        SPARE.offer(plane);
    }
}
