package dev.herald;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

@Isolated
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequiresTest {

    private static final String KEY = "herald.test.require-all";

    private final String before = System.getProperty(KEY, "false");

    @AfterEach
    void restore() {
        System.setProperty(KEY, before);
    }

    @Test
    void what_is_there_is_found() {
        assertThat(Requires.program("sh", "apt-get install dash")).isExecutable();
        assertThat(Files.isExecutable(Requires.jdk(Runtime.version().feature()).resolve("bin/java")))
                .isTrue();
    }

    @Test
    void what_is_missing_skips_the_test_and_says_how_to_get_it() {
        System.setProperty(KEY, "false");
        assertThatThrownBy(() -> Requires.program("no-such-program", "apt-get install it"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("needs the program no-such-program; get it with: apt-get install it");
    }

    @Test
    void what_is_missing_fails_the_test_when_everything_is_required() {
        System.setProperty(KEY, "true");
        assertThatThrownBy(() -> Requires.jdk(3))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("needs a JDK 3");
    }
}
