package dev.herald.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A host of the {@link ClientNetwork}, with a loopback interface and an address of each family.
 *
 * @param name of its network namespace
 * @param ipv4 without prefix length
 * @param ipv6 without brackets
 */
record Host(ClientNetwork network, String name, String ipv4, String ipv6) {

    /** Starts a program with the directory {@code home}. Its output goes to {@code home/log}. */
    Program start(Path home, Map<String, String> environment, List<String> command) throws IOException {
        Files.createDirectories(home);
        Path log = home.resolve("log");
        ProcessBuilder builder = inNamespace(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        return new Program(builder.start(), log);
    }

    /** Starts a program with pipes for standard input and output. Standard error goes to {@code home/log}. */
    Process startWithPipes(Path home, List<String> command) throws IOException {
        Files.createDirectories(home);
        return inNamespace(command).redirectError(home.resolve("log").toFile()).start();
    }

    /** Runs a command and returns its output. */
    String run(List<String> command) {
        try {
            Process process = inNamespace(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder inNamespace(List<String> command) {
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", name));
        line.addAll(command);
        ProcessBuilder builder = network.enter(line);
        // Do not inherit proxies, locales or settings of Herald from the environment of the test.
        builder.environment().keySet().retainAll(Set.of("PATH"));
        return builder;
    }
}
