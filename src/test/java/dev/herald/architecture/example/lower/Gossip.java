package dev.herald.architecture.example.lower;

import dev.herald.architecture.example.upper.Clerk;

/** Breaks the example's plan: a lower room that knows an upper one. */
public final class Gossip {

    /** Knows what it should not. */
    public String tell() {
        return new Clerk().name();
    }
}
