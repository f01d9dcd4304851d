package dev.herald.registry;

import static dev.herald.registry.Fixture.ALICE;
import static dev.herald.registry.Fixture.NOW;
import static dev.herald.registry.Fixture.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.SmallDisk;
import dev.herald.access.Decision;
import dev.herald.app.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embedded H2, which closes the database when it cannot write its file. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class FullDiskTest {

    @TempDir
    Path folder;

    @Test
    void changes_fail_while_the_disk_is_full_and_succeed_afterwards() throws IOException {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 4096)) {
            RegistrySettings settings =
                    DatabaseServer.settings("jdbc:h2:file:" + disk.folder().resolve("herald"), "herald", "");
            Migrations.apply(new Database(settings, Path.of("")));
            try (Fixture fixture = Fixture.on(settings)) {
                EntryRepository whitelist = fixture.registry.whitelist();
                int added = 0;
                for (int round = 0; round < 2; round++) {
                    assertThat(whitelist.add(ALICE, entry(added))).isTrue();
                    added++;
                    disk.fill(0);
                    added = addUntilFull(whitelist, added);
                    assertThatThrownBy(fixture.registry::ping)
                            .isInstanceOf(RegistryUnavailableException.class)
                            .hasMessageContaining("no space is left on the disk of the database jdbc:h2:file:/");
                    assertThat(whitelist
                                    .list(new EntryQuery("", "", EntryQuery.MAX_LIMIT))
                                    .entries())
                            .hasSize(added);
                    assertThat(fixture.torrent(hash(added - 1))).isEqualTo(Decision.ALLOWED);
                    assertThat(fixture.torrent(hash(added))).isEqualTo(Decision.UNLISTED);

                    disk.free();
                    fixture.registry.ping();
                    fixture.registry.settle();
                }
                assertThat(whitelist.add(ALICE, entry(added))).isTrue();
                assertThat(fixture.torrent(hash(added))).isEqualTo(Decision.ALLOWED);
                assertThat(whitelist
                                .list(new EntryQuery("", "", EntryQuery.MAX_LIMIT))
                                .entries())
                        .hasSize(added + 1);
            }
            try (Stream<Path> files = Files.list(disk.folder())) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .as("no file of stack traces")
                        .containsExactly("herald.mv.db");
            }
            new Database(settings, Path.of("")).close();
        }
    }

    /** The file may have free pages for some changes. */
    private static int addUntilFull(EntryRepository whitelist, int first) {
        for (int number = first; number < first + 500; number++) {
            Entry entry = entry(number);
            try {
                whitelist.add(ALICE, entry);
            } catch (RegistryUnavailableException e) {
                assertThat(e)
                        .hasMessageStartingWith("the database failed: ")
                        .hasMessageEndingWith("No space left on device");
                return number;
            }
        }
        throw new AssertionError("every change succeeded on a full disk");
    }

    private static Entry entry(int number) {
        return new Entry(hash(number), "", "n".repeat(2000), NOW, Entry.FOREVER);
    }
}
