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
 * A machine of the {@link Arena}, with a loopback interface and an address of each family.
 *
 * @param name of its network namespace
 * @param ipv4 without prefix length
 * @param ipv6 without brackets
 */
record Host(Arena arena, String name, String ipv4, String ipv6) {

    /** Starts a program whose home is {@code home}; all that it prints goes to {@code home/log}. */
    Program start(Path home, Map<String, String> environment, List<String> command) throws IOException {
        Files.createDirectories(home);
        Path log = home.resolve("log");
        ProcessBuilder builder = entering(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        return new Program(builder.start(), log);
    }

    /** Starts a program that is talked to line by line; what it complains about goes to {@code home/log}. */
    Process converse(Path home, List<String> command) throws IOException {
        Files.createDirectories(home);
        return entering(command).redirectError(home.resolve("log").toFile()).start();
    }

    /** Runs a short command to its end and returns all that it printed. */
    String run(List<String> command) {
        try {
            Process process = entering(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder entering(List<String> command) {
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", name));
        line.addAll(command);
        ProcessBuilder builder = arena.enter(line);
        // No proxy, no locale and no setting of Herald's may come from the shell that started the test.
        builder.environment().keySet().retainAll(Set.of("PATH"));
        return builder;
    }
}
