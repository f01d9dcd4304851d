package dev.herald.architecture.example.upper;

import dev.herald.architecture.example.lower.Gossip;
import org.assertj.core.api.Assertions;

/** Breaks the example's plan: it uses a library that its row does not name. */
public final class Clerk {

    /** A name. */
    public String name() {
        return "clerk";
    }

    /** Uses the lower room, which is allowed, and a library, which is not. */
    public void work() {
        Assertions.assertThat(new Gossip().tell()).isNotEmpty();
    }
}
