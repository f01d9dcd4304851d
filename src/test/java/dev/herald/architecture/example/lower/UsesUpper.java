package dev.herald.architecture.example.lower;

import dev.herald.architecture.example.upper.UsesLibrary;

/** Breaks the example's table: a lower package that uses an upper one. */
public final class UsesUpper {

    /** Uses the upper package. */
    public String tell() {
        return new UsesLibrary().name();
    }
}
