package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnpackedJarTest {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        entries.put("MICRO-INF/runtime/", new byte[0]);
        entries.put("MICRO-INF/runtime/server.jar", "a jar of the server".getBytes(StandardCharsets.UTF_8));
        entries.put("MICRO-INF/runtime/adapter.rar", "an adapter".getBytes(StandardCharsets.UTF_8));
        entries.put("MICRO-INF/domain/", new byte[0]);
        entries.put("MICRO-INF/domain/domain.xml", "<domain/>".getBytes(StandardCharsets.UTF_8));
        entries.put("MICRO-INF/runtime/libpam4j-repackaged.jar", Files.readAllBytes(jar("access", Map.of())));
        entries.put("herald.war", "the application".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_server_s_jars_lie_on_the_class_path_of_a_small_jar_with_all_the_rest() throws IOException {
        UnpackedJar unpacked = unpack("herald");

        assertThat(unpacked.folder().resolve("lib/server.jar")).hasContent("a jar of the server");
        assertThat(unpacked.folder().resolve("ROOT.war")).hasContent("the application");
        try (JarFile jar = new JarFile(unpacked.jar().toFile())) {
            assertThat(jar.getManifest().getMainAttributes())
                    .containsEntry(Name.CLASS_PATH, "lib/libpam4j-repackaged.jar lib/server.jar")
                    .containsEntry(Name.MAIN_CLASS, "Main");
            assertThat(jar.stream().map(ZipEntry::getName))
                    .containsExactly(
                            JarFile.MANIFEST_NAME, "adapter.rar", "MICRO-INF/domain/", "MICRO-INF/domain/domain.xml");
        }
    }

    @Test
    void a_changed_jar_gets_a_folder_of_its_own() throws IOException {
        UnpackedJar before = unpack("before");
        assertThat(unpack("same")).isEqualTo(before);

        entries.put("MICRO-INF/domain/domain.xml", "<domain />".getBytes(StandardCharsets.UTF_8));

        assertThat(unpack("after")).isNotEqualTo(before);
    }

    @Test
    void what_was_cut_off_is_unpacked_again() throws IOException {
        UnpackedJar unpacked = unpack("herald");
        for (String name : new String[] {"lib/server.jar", "ROOT.war", "herald.jar"}) {
            Path file = unpacked.folder().resolve(name);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, new byte[3]);
            assertThat(unpack("herald")).isEqualTo(unpacked);
            assertThat(file).hasSize(whole.length);
        }
        Files.delete(unpacked.folder().resolve("lib/server.jar"));
        assertThat(unpack("herald").folder().resolve("lib/server.jar")).exists();
    }

    @Test
    void what_is_whole_is_left_alone() throws IOException {
        Path mark = Files.createFile(unpack("herald").folder().resolve("mark"));
        unpack("herald");
        assertThat(mark).exists();
    }

    @Test
    void an_archive_of_another_length_than_its_name_says_is_not_used() throws IOException {
        Path archive = Files.write(folder.resolve("classes-1-5.jsa"), new byte[4]);
        assertThat(ArchiveName.options(folder, "classes-1-")).isEmpty();
        Files.write(archive, new byte[5]);
        assertThat(ArchiveName.options(folder, "classes-1-")).contains("-XX:SharedArchiveFile=" + archive);
        assertThat(ArchiveName.options(folder, "classes-2-")).isEmpty();
    }

    private UnpackedJar unpack(String name) throws IOException {
        return UnpackedJar.in(folder.resolve("cache"), jar(name, entries));
    }

    private Path jar(String name, Map<String, byte[]> entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.MAIN_CLASS, "Main");
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream target = new JarOutputStream(file, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                target.putNextEntry(new ZipEntry(entry.getKey()));
                target.write(entry.getValue());
                target.closeEntry();
            }
        }
        return jar;
    }
}
