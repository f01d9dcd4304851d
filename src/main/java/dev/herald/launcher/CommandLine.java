package dev.herald.launcher;

import java.util.List;
import java.util.OptionalInt;

/** The command line of {@code herald.jar}: {@code --help} and {@code --version}. Everything else is a setting. */
final class CommandLine {

    /** Exit code for an invalid command line. */
    private static final int MISUSED = 2;

    private static final String HELP = """
            Usage: java [JVM options] -jar herald.jar [--help | --version]

            Runs the BitTorrent tracker Herald in the foreground, until SIGTERM or SIGINT.

            A setting is read from a system property (-Dherald.udp.bind=...), else from an environment
            variable (HERALD_UDP_BIND=...), else from herald.properties in the data directory. The first
            start writes that file with all settings, their defaults and descriptions. HERALD_CONFIG
            names another file.

              --help     prints this text
              --version  prints the version

            Exit codes: 0 after a requested stop, 1 if Herald cannot start, 2 for an unknown
            argument, 3 if the heap is exhausted.""";

    private CommandLine() {}

    /** Processes the arguments. Returns the exit code; empty if there are no arguments and Herald must start. */
    static OptionalInt answer(List<String> arguments, String version) {
        return switch (String.join(" ", arguments)) {
            case "" -> OptionalInt.empty();
            case "--help" -> {
                System.out.println(HELP);
                yield OptionalInt.of(0);
            }
            case "--version" -> {
                System.out.println("Herald " + version);
                yield OptionalInt.of(0);
            }
            default -> {
                System.err.println("herald: unknown arguments: " + String.join(" ", arguments) + "; see --help");
                yield OptionalInt.of(MISUSED);
            }
        };
    }
}
