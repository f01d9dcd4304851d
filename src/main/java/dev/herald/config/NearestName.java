package dev.herald.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Finds the name that someone probably meant. */
final class NearestName {

    private NearestName() {}

    /** Of {@code names}, which must not be empty, the one with the fewest edits between it and {@code name}. */
    static String of(String name, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElseThrow();
    }

    /** How many characters have to be inserted, removed or replaced (Levenshtein). */
    static int distance(String from, String to) {
        int[] above = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }
}
