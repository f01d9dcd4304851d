package dev.herald.architecture.example.upper;

import dev.herald.architecture.example.lower.UsesUpper;
import org.assertj.core.api.Assertions;

/** Breaks the example's table: it uses a library that its row does not name. */
public final class UsesLibrary {

    /** A name. */
    public String name() {
        return "clerk";
    }

    /** Uses the lower package, which is allowed, and a library, which is not. */
    public void work() {
        Assertions.assertThat(new UsesUpper().tell()).isNotEmpty();
    }
}
