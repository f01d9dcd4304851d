package dev.herald.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Finds the known name that is most similar to a misspelled one. */
final class NearestName {

    private NearestName() {}

    /** Returns the element of {@code names}, which must not be empty, with the smallest distance from {@code name}. */
    static String of(String name, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElseThrow();
    }

    /** Returns the Levenshtein distance: the number of characters to insert, remove or replace. */
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
