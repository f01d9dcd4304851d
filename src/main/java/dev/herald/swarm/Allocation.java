package dev.herald.swarm;

import java.util.Arrays;

/**
 * Allocates the arrays whose size depends on what strangers announce, so that a test can let any allocation fail. Each is made before
 * anything is changed that could not stay as it is.
 */
final class Allocation {

    /** Called before each allocation; a test sets one that throws. */
    static Runnable before = () -> {};

    private Allocation() {}

    static byte[] bytes(int length) {
        before.run();
        return new byte[length];
    }

    static short[] shorts(int length) {
        before.run();
        return new short[length];
    }

    static int[] ints(int length) {
        before.run();
        return new int[length];
    }

    static long[] longs(int length) {
        before.run();
        return new long[length];
    }

    static int[][] intArrays(int length) {
        before.run();
        return new int[length][];
    }

    static <T> T[] copy(T[] array, int length) {
        before.run();
        return Arrays.copyOf(array, length);
    }

    static boolean[] copy(boolean[] array, int length) {
        before.run();
        return Arrays.copyOf(array, length);
    }
}
