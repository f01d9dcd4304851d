package dev.herald.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.SmallDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files have no POSIX permissions")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PrivateFilesTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void a_new_directory_is_accessible_to_its_owner_only() throws IOException {
        PrivateFiles.createDirectory(folder.resolve("a/b"));

        assertThat(permissions(folder.resolve("a/b"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("a"))).isEqualTo(permissions(Files.createDirectory(folder.resolve("c"))));
    }

    @Test
    void a_new_or_replaced_file_is_accessible_to_its_owner_only() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        permit(file, "rw-rw-rw-");

        PrivateFiles.write(file, CONTENT);

        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void a_temporary_file_of_a_crashed_process_is_replaced() throws IOException {
        permit(Files.writeString(folder.resolve("file.new"), "a longer part of a file"), "rw-rw-rw-");

        PrivateFiles.write(folder.resolve("file"), CONTENT);

        assertThat(folder.resolve("file")).hasBinaryContent(CONTENT);
        assertThat(permissions(folder.resolve("file"))).isEqualTo("rw-------");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void a_full_disk_keeps_the_old_file() throws IOException {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 64)) {
            Path old = Files.writeString(disk.folder().resolve("old"), "old");
            disk.fill(0);

            assertThatThrownBy(() -> PrivateFiles.write(old, new byte[10_000])).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> PrivateFiles.write(disk.folder().resolve("absent"), new byte[10_000]))
                    .isInstanceOf(IOException.class);

            assertThat(old).hasContent("old");
            assertThat(disk.folder().resolve("absent")).doesNotExist();
            disk.free();
            try (Stream<Path> files = Files.list(disk.folder())) {
                assertThat(files).containsExactly(old);
            }
        }
    }

    @Test
    void permissions_of_other_users_are_removed_and_reported() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path key = Files.writeString(data.resolve("connection-id.key"), "");
        Path database = Files.writeString(data.resolve("herald.mv.db"), "");
        Path tight = Files.writeString(data.resolve("herald.properties"), "");
        Path outside = Files.writeString(folder.resolve("outside"), "");
        Files.createSymbolicLink(data.resolve("link"), outside);
        permit(data, "rwxr-xr-x");
        permit(key, "rw-r--r--");
        permit(database, "rw-rw----");
        permit(tight, "r--------");
        permit(outside, "rw-r--r--");

        List<String> lines = PrivateFiles.tighten(data);

        assertThat(lines)
                .containsExactlyInAnyOrder(
                        data + " was accessible to other users (rwxr-xr-x); its permissions are now rwx------",
                        key + " was accessible to other users (rw-r--r--); its permissions are now rw-------",
                        database + " was accessible to other users (rw-rw----); its permissions are now rw-------");
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(key)).isEqualTo("rw-------");
        assertThat(permissions(tight)).isEqualTo("r--------");
        assertThat(permissions(outside)).isEqualTo("rw-r--r--");
        assertThat(PrivateFiles.tighten(data)).isEmpty();
        assertThat(PrivateFiles.tighten(folder.resolve("absent"))).isEmpty();
    }

    @Test
    void only_the_files_of_Herald_in_a_shared_directory_are_changed() throws IOException {
        Path sticky = Files.createDirectory(folder.resolve("sticky"));
        Files.setAttribute(sticky, "unix:mode", 01777);
        Path shared =
                Files.createDirectories(folder.resolve("shared/postgresql")).getParent();
        permit(shared, "rwxr-xr-x");
        Path theirs = Files.writeString(shared.resolve("passwd"), "");
        Path ours = Files.writeString(shared.resolve("herald.properties"), "");
        permit(theirs, "rw-r--r--");
        permit(ours, "rw-r--r--");

        assertThat(PrivateFiles.tighten(sticky)).singleElement().asString().contains("was left unchanged");
        assertThat(permissions(sticky)).isEqualTo("rwxrwxrwx");
        assertThat(PrivateFiles.tighten(shared))
                .containsExactly(
                        shared
                                + " is accessible to other users; it was left unchanged because it contains directories of others",
                        ours + " was accessible to other users (rw-r--r--); its permissions are now rw-------");
        assertThat(permissions(shared)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(theirs)).isEqualTo("rw-r--r--");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
