package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StartCacheTest {

    private static final String OWN = "0000000000000001";
    private static final String OTHER = "0000000000000002";

    @TempDir
    Path cache;

    @Test
    void what_nobody_runs_from_is_removed_and_what_somebody_runs_from_is_not() throws IOException {
        StartCache own = of(OWN);
        own.use();
        Path used = Files.createDirectory(cache.resolve(OTHER));
        new StartCache(new UnpackedJar(used)).use();
        Path unused = Files.createDirectory(cache.resolve("0000000000000003"));
        Files.createFile(unused.resolve("in-use.lock"));
        Files.createDirectory(unused.resolve("lib"));

        own.tidy();

        assertThat(cache.resolve(OWN)).exists();
        assertThat(used).exists();
        assertThat(unused).doesNotExist();
    }

    @Test
    void what_was_begun_long_ago_is_removed_and_what_is_being_made_is_not() throws IOException {
        StartCache own = of(OWN);
        Path making = Files.createDirectory(cache.resolve(OTHER + "." + UUID.randomUUID() + ".tmp"));
        Path abandoned = Files.createDirectory(cache.resolve(OTHER + "." + UUID.randomUUID() + ".tmp"));
        Files.setLastModifiedTime(abandoned, FileTime.fromMillis(0));
        Path strange = Files.createDirectory(cache.resolve("photos"));

        own.tidy();

        assertThat(making).exists();
        assertThat(strange).exists();
        assertThat(abandoned).doesNotExist();
    }

    @Test
    void the_newest_archives_are_kept() throws IOException {
        StartCache own = of(OWN);
        for (int i = 1; i <= 6; i++) {
            Path archive = Files.createFile(cache.resolve(OWN).resolve("classes-" + i + "-0.jsa"));
            Files.setLastModifiedTime(archive, FileTime.fromMillis(i * 1000L));
        }

        own.tidy();

        assertThat(cache.resolve(OWN)).isDirectoryNotContaining("glob:**-{1,2}-0.jsa");
        assertThat(cache.resolve(OWN))
                .isDirectoryContaining("glob:**-3-0.jsa")
                .isDirectoryContaining("glob:**-6-0.jsa");
    }

    private StartCache of(String name) throws IOException {
        return new StartCache(new UnpackedJar(Files.createDirectory(cache.resolve(name))));
    }
}
