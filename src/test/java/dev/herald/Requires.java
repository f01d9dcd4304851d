package dev.herald;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of the machine. A test that finds it missing is skipped with a message that says what is missing and how to
 * get it, which the build prints at its end; with {@code -Dherald.test.require-all} it fails instead, so that nothing is skipped unseen.
 */
public final class Requires {

    private static final Path SYSTEM_JDKS = Path.of("/usr/lib/jvm");

    private Requires() {}

    /** The program of that name on the PATH; {@code remedy} is the command that installs it. */
    public static Path program(String name, String remedy) {
        Optional<Path> program = Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        require(program.isPresent(), "needs the program " + name + "; get it with: " + remedy);
        return program.orElseThrow();
    }

    /** The rights of root, for {@code purpose}. */
    public static void root(String purpose) {
        require(
                "root".equals(System.getProperty("user.name")),
                "needs the rights of root for " + purpose + "; get them by running the tests as root");
    }

    /** IPv6 on the loopback interface. */
    public static void ipv6() {
        require(
                Files.exists(Path.of("/proc/net/if_inet6")),
                "needs IPv6; get it with: sysctl net.ipv6.conf.all.disable_ipv6=0");
    }

    /** The home of a JDK of that version: the one that runs the tests, or one beside it or under /usr/lib/jvm. */
    public static Path jdk(int feature) {
        Path running = Path.of(System.getProperty("java.home"));
        Optional<Path> home = Stream.concat(
                        Stream.of(running), Stream.concat(children(running.getParent()), children(SYSTEM_JDKS)))
                .filter(candidate -> isJdk(candidate, feature))
                .findFirst();
        require(home.isPresent(), "needs a JDK " + feature + "; get it by installing one under " + SYSTEM_JDKS);
        return home.orElseThrow();
    }

    /** Skips or fails the calling test unless {@code there}; {@code line} says what it needs and how to get it. */
    public static void require(boolean there, String line) {
        if (there) {
            return;
        }
        if (Boolean.getBoolean("herald.test.require-all")) {
            Assertions.fail(line);
        }
        Assumptions.abort(line);
    }

    private static boolean isJdk(Path home, int feature) {
        Path release = home.resolve("release");
        try {
            return Files.isExecutable(home.resolve("bin/java"))
                    && Files.isReadable(release)
                    && Files.readString(release).matches("(?s).*JAVA_VERSION=\"" + feature + "[.\"].*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
