package dev.herald.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ConnectionKeyTest {

    private static final String HEX = "000102030405060708090a0b0c0d0e0F";

    @TempDir
    Path folder;

    @Test
    void a_configured_secret_is_not_written() {
        assertThat(ConnectionKey.of(HEX, folder)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void the_first_start_creates_a_secret_that_later_starts_read() {
        Path dataDir = folder.resolve("not/yet/there");
        byte[] first = ConnectionKey.of("", dataDir);
        assertThat(first).hasSize(ConnectionKey.BYTES).isNotEqualTo(new byte[ConnectionKey.BYTES]);
        assertThat(ConnectionKey.of("", dataDir)).isEqualTo(first);
        assertThat(ConnectionKey.of("", folder.resolve("another"))).isNotEqualTo(first);
    }

    @Test
    void only_the_owner_can_read_the_file_and_no_temporary_file_is_left() throws IOException {
        ConnectionKey.of("", folder);
        Path file = folder.resolve("connection-id.key");
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder.toFile().list()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void an_invalid_setting_is_rejected_and_not_shown() {
        for (String bad : new String[] {HEX.substring(1), HEX + "0", HEX.replace('F', 'G'), "  "}) {
            assertThatThrownBy(() -> ConnectionKey.of(bad, folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("herald.udp.connection-key must be 32 hexadecimal digits")
                    .hasMessageNotContaining(bad.isBlank() ? HEX : bad);
        }
    }

    @Test
    void a_damaged_file_is_rejected_and_not_overwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("connection-id.key"), "damaged");
        assertThatThrownBy(() -> ConnectionKey.of("", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("damaged");
        assertThat(file).hasContent("damaged");
    }

    @Test
    void an_unwritable_path_is_named_on_one_line() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> ConnectionKey.of("", blocked))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(blocked.resolve("connection-id.key").toString())
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_full_disk_leaves_no_partial_file() throws IOException {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 64)) {
            Path file = disk.folder().resolve("connection-id.key");
            disk.fill(0);

            assertThatThrownBy(() -> ConnectionKey.of("", disk.folder()))
                    .isInstanceOf(StartupException.class)
                    .hasMessage(
                            "cannot store the secret of the connection ids in " + file + ": No space left on device");

            disk.free();
            assertThat(disk.folder()).isEmptyDirectory();
            byte[] secret = ConnectionKey.of("", disk.folder());
            assertThat(ConnectionKey.of("", disk.folder())).isEqualTo(secret);
        }
    }
}
