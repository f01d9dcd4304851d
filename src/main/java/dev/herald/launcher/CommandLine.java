package dev.herald.launcher;

import java.util.List;
import java.util.OptionalInt;

/** The command line of {@code herald.jar}: options that are answered without starting anything. All else is a setting. */
final class CommandLine {

    /** Exit code for a command line that is not understood. */
    static final int MISUSED = 2;

    private static final String HELP = """
            Usage: java [JVM options] -jar herald.jar [--help | --version]

            Runs the BitTorrent tracker Herald in the foreground, until SIGTERM or SIGINT.

            A setting is read from a system property (-Dherald.udp.bind=...), else from an environment
            variable (HERALD_UDP_BIND=...), else from herald.properties in the data directory. The first
            start writes that file, with every setting, its default and what it is for. HERALD_CONFIG
            names another file.

              --help     prints this text
              --version  prints the version

            Exit codes: 0 after a stop that was asked for, 1 if Herald cannot start, 2 for an unknown
            argument, 3 if the heap is exhausted.""";

    private CommandLine() {}

    /**
     * Answers the command line.
     *
     * @param version of Herald
     * @return the exit code; empty if there are no arguments, so that Herald starts
     */
    static OptionalInt answer(List<String> arguments, String version) {
        if (arguments.isEmpty()) {
            return OptionalInt.empty();
        }
        if (arguments.size() == 1) {
            switch (arguments.get(0)) {
                case "--help" -> {
                    System.out.println(HELP);
                    return OptionalInt.of(0);
                }
                case "--version" -> {
                    System.out.println("Herald " + version);
                    return OptionalInt.of(0);
                }
                default -> {
                    // Refused below.
                }
            }
        }
        System.err.println(
                "herald: unknown arguments: " + String.join(" ", arguments) + "; --help tells how settings are given");
        return OptionalInt.of(MISUSED);
    }
}
