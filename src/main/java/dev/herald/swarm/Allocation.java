package dev.herald.swarm;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Allocates the arrays whose size depends on what strangers announce, so that a test can let any allocation fail. Each is made before
 * anything is changed that could not stay as it is.
 */
final class Allocation {

    /** Called before each allocation; a test sets one that throws. */
    static Runnable before = () -> {};

    private Allocation() {}

    /** An array of {@code length} elements; {@code type} is its constructor. */
    static <T> T array(IntFunction<T> type, int length) {
        before.run();
        return type.apply(length);
    }

    /** A copy of references that is longer or shorter. */
    static <T> T[] copy(T[] array, int length) {
        before.run();
        return Arrays.copyOf(array, length);
    }

    /** A copy of references with one more. */
    static <T> T[] append(T[] array, T last) {
        T[] more = copy(array, array.length + 1);
        more[array.length] = last;
        return more;
    }

    static boolean[] copy(boolean[] array, int length) {
        before.run();
        return Arrays.copyOf(array, length);
    }
}
