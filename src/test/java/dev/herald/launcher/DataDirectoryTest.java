package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.config.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DataDirectoryTest {

    @TempDir
    Path folder;

    @Test
    void a_data_directory_is_created_with_its_parents() throws Exception {
        assertThat(DataDirectory.open(folder.resolve("a/b")).path())
                .isAbsolute()
                .isDirectory()
                .isEqualTo(folder.resolve("a/b"));
    }

    @Test
    void only_one_process_can_use_a_data_directory() throws Exception {
        DataDirectory.open(folder);

        assertThatThrownBy(() -> DataDirectory.open(folder))
                .isInstanceOf(StartupException.class)
                .hasMessage("the data directory " + folder + " is in use by another Herald");
    }

    @Test
    void a_file_is_rejected_as_a_data_directory() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("cannot write to the data directory " + file + ": ");
    }

    @Test
    void the_runtime_directory_is_deleted_without_following_links() throws Exception {
        DataDirectory dataDir = DataDirectory.open(folder.resolve("data"));
        Path outside = Files.writeString(folder.resolve("outside"), "kept");
        Path stale = Files.createDirectories(dataDir.freshRuntime().resolve("payara/config"));
        Files.writeString(stale.resolve("domain.xml"), "");
        Files.createSymbolicLink(stale.resolve("link"), outside);

        Path runtime = dataDir.freshRuntime();

        assertThat(runtime).isDirectoryNotContaining("glob:**/payara");
        assertThat(outside).hasContent("kept");
    }
}
