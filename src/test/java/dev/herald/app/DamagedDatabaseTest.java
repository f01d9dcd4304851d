package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.config.StartupException;
import dev.herald.registry.Actor;
import dev.herald.registry.Database;
import dev.herald.registry.Entry;
import dev.herald.registry.LocalTransactions;
import dev.herald.registry.Registry;
import dev.herald.registry.RegistrySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with a damaged H2 file. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class DamagedDatabaseTest {

    @TempDir
    Path folder;

    private byte[] intact;
    private int files;

    @BeforeEach
    void createDatabase() throws IOException {
        try (Database database = new Database(settings("intact"), folder)) {
            Migrations.apply(database);
        }
        intact = Files.readAllBytes(folder.resolve("intact.mv.db"));
    }

    @Test
    void a_damaged_file_is_reported_at_once_and_not_changed() throws IOException {
        byte[] flipped = intact.clone();
        for (int i = 0; i < flipped.length; i += 97) {
            flipped[i] ^= 0x55;
        }
        byte[] withoutHead = intact.clone();
        Arrays.fill(withoutHead, 0, 8192, (byte) 0);
        byte[] withoutBody = intact.clone();
        new Random(1).nextBytes(withoutBody);
        System.arraycopy(intact, 0, withoutBody, 0, 8192);
        refuses("no database at all".repeat(1000).getBytes(StandardCharsets.UTF_8));
        refuses(new byte[] {1});
        refuses(Arrays.copyOf(intact, 4000));
        refuses(withoutBody);
        refuses(flipped);
        refuses(withoutHead);
    }

    @Test
    void an_intact_file_and_one_without_tables_are_opened() throws IOException {
        open("intact");
        Path crashed = folder.resolve("crashed.mv.db");
        try (Database database = new Database(settings("empty"), folder)) {
            database.connect().close();
            Files.copy(folder.resolve("empty.mv.db"), crashed);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        open("crashed");
    }

    private void refuses(byte[] content) throws IOException {
        String name = "damaged" + files++;
        Path file = Files.write(folder.resolve(name + ".mv.db"), content);
        assertThatThrownBy(() -> open(name))
                .as(name)
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("the file of the database jdbc:h2:file:" + folder.resolve(name)
                        + " is damaged; it was left unchanged: ")
                .hasMessageNotContaining("\n");
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    private void open(String name) {
        RegistrySettings settings = settings(name);
        try (Database database = new Database(settings, folder);
                LocalTransactions transactions = new LocalTransactions(database)) {
            Access access = new Access(new AccessSettings(false, false, true), new Random(1), infoHash -> {});
            Registry registry = new Registry(transactions, database, access, InstantSource.system());
            new RegistryStartup(settings, database, registry, access, () -> 0, System::nanoTime).run();
            assertThat(registry.whitelist().add(Actor.HERALD, Entry.of("a".repeat(40), 1)))
                    .as("a change")
                    .isTrue();
        }
    }

    /** The timeout is so long that waiting would be noticed. */
    private RegistrySettings settings(String name) {
        return new RegistrySettings("jdbc:h2:file:" + folder.resolve(name), "herald", "", "", 8, true, 120);
    }
}
