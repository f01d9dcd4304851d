package dev.herald;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class SmallDiskTest {

    @TempDir
    Path folder;

    @Test
    void a_full_disk_refuses_writes_until_there_is_room_again() throws IOException {
        byte[] some = new byte[10_000];
        Path mounted = folder.resolve("disk");
        try (SmallDisk disk = SmallDisk.at(mounted, 256)) {
            Path file = disk.folder().resolve("file");
            disk.fill(0);
            assertThatThrownBy(() -> Files.write(file, some))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
            disk.free();
            Files.write(file, some);
            assertThat(file).hasSize(some.length);
        }
        assertThat(mounted).isEmptyDirectory();
    }
}
