package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.SmallDisk;
import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.http.LogRecords;
import dev.herald.registry.Actor;
import dev.herald.registry.Database;
import dev.herald.registry.DatabaseServer;
import dev.herald.registry.Entry;
import dev.herald.registry.LocalTransactions;
import dev.herald.registry.Registry;
import dev.herald.registry.RegistrySettings;
import dev.herald.registry.RegistryUnavailableException;
import dev.herald.registry.Scope;
import dev.herald.registry.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class InitialTokenTest {

    private static final String SHOWN = "Created an API token, which is shown only this once: ";

    @TempDir
    Path folder;

    @Test
    void on_a_full_disk_no_token_is_shown_and_the_next_start_creates_one() throws IOException {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 4096);
                LogRecords log = LogRecords.of(InitialToken.class)) {
            RegistrySettings settings =
                    DatabaseServer.settings("jdbc:h2:file:" + disk.folder().resolve("herald"), "herald", "");
            Database database = new Database(settings, Path.of(""));
            Migrations.apply(database);
            try (LocalTransactions transactions = new LocalTransactions(database)) {
                Access access = new Access(AccessSettings.PUBLIC, new Random(1), infoHash -> {});
                Registry registry = new Registry(transactions, database, access, InstantSource.system());
                disk.fill(0);
                fillGaps(registry);

                assertThatThrownBy(() -> InitialToken.ensureExists(List.of(), registry.tokens()))
                        .isInstanceOf(RegistryUnavailableException.class)
                        .hasMessageEndingWith("No space left on device")
                        .hasMessageNotContaining("\n");
                assertThat(log.records()).isEmpty();

                disk.free();
                registry.settle();
                assertThat(registry.tokens().list()).isEmpty();
                InitialToken.ensureExists(List.of(), registry.tokens());
                InitialToken.ensureExists(List.of(), registry.tokens());
                assertThat(registry.tokens().list())
                        .singleElement()
                        .extracting(Token::label)
                        .isEqualTo(InitialToken.LABEL);
                assertThat(log.records()).singleElement().satisfies(line -> {
                    assertThat(line.getMessage()).startsWith(SHOWN);
                    String secret = line.getMessage().substring(SHOWN.length());
                    assertThat(registry.tokens()
                                    .authenticate(secret)
                                    .orElseThrow()
                                    .scopes())
                            .containsExactly(Scope.ADMIN);
                });
            }
        }
    }

    /** Uses the free space within the file. */
    private static void fillGaps(Registry registry) {
        assertThatThrownBy(() -> {
                    for (int number = 0; number < 500; number++) {
                        registry.whitelist()
                                .add(
                                        Actor.HERALD,
                                        new Entry("%040x".formatted(number), "", "n".repeat(2000), 0, Entry.FOREVER));
                    }
                })
                .isInstanceOf(RegistryUnavailableException.class);
    }
}
