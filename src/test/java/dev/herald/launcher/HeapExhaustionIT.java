package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process has no JVM option for this. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HeapExhaustionIT {

    private static final int EXIT_CODE = 3;
    private static final int MOST_ROUNDS = 3000;
    private static final int PAUSE_MILLIS = 100;

    @TempDir
    Path folder;

    @Test
    void an_exhausted_heap_ends_the_process_with_exit_code_3_and_one_line() throws Exception {
        try (HeraldProcess herald = HeraldProcess.start(
                folder, HeraldProcess.FREE_PORTS, "-Xmx200m", "-XX:+UseSerialGC", HeraldProcess.COMPILED_ONCE)) {
            String block = herald.block();
            assertThat(block).as(herald.errors()).contains("operator");
            String http = HeraldProcess.find(block, "http://\\S+/announce\n\\s+(http://127\\S+/announce)");
            fillHeap(herald);

            int rounds = 0;
            while (!herald.endsWithin(PAUSE_MILLIS) && rounds++ < MOST_ROUNDS) {
                announce(http, rounds);
            }

            assertThat(herald.exitCode()).isEqualTo(EXIT_CODE);
            assertThat(herald.errors()).contains("herald: the heap is exhausted");
        }
    }

    private void fillHeap(HeraldProcess herald) throws Exception {
        String agent = agent().toString();
        VirtualMachine machine = VirtualMachine.attach(Long.toString(herald.pid()));
        try {
            machine.loadAgent(agent);
            machine.detach();
        } catch (IOException | AgentLoadException e) {
            // The process may end before it answers.
            assertThat(herald.exitCode()).as(e.toString()).isEqualTo(EXIT_CODE);
        }
    }

    /** Announces another torrent each time; the answer is ignored. */
    private static void announce(String url, int round) {
        try {
            URLConnection connection = URI.create(url
                            + "?info_hash=%s&peer_id=-XX0001-aaaaaaaaaaaa&port=6881&left=1"
                                    .formatted(String.format("%020d", round)))
                    .toURL()
                    .openConnection();
            connection.setReadTimeout(PAUSE_MILLIS);
            connection.getInputStream().close();
        } catch (IOException e) {
            // The next announce may get an answer.
        }
    }

    private Path agent() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Name("Agent-Class"), HeapFiller.class.getName());
        String entry = HeapFiller.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve("agent.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream target = new JarOutputStream(file, manifest);
                InputStream code = HeapFiller.class.getClassLoader().getResourceAsStream(entry)) {
            target.putNextEntry(new JarEntry(entry));
            code.transferTo(target);
            target.closeEntry();
        }
        return jar;
    }
}
