package dev.herald.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs on a {@link Host}.
 *
 * @param launcher the {@code nsenter} process; the program is its only child
 * @param log the program's output
 */
record Program(Process launcher, Path log) {

    private static final int LOG_TAIL_LINES = 40;

    /** Sends a signal, named without SIG. Has no effect if the program has exited. */
    void signal(String name) {
        launcher.children().findFirst().ifPresent(program -> {
            try {
                new ProcessBuilder("sh", "-c", "kill -" + name + " " + program.pid())
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Writes a line to the program's standard input. */
    void writeLine(String line) {
        try {
            launcher.getOutputStream().write((line + "\n").getBytes(UTF_8));
            launcher.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError("the program has ended", e);
        }
    }

    boolean alive() {
        return launcher.isAlive();
    }

    /** The last lines of the log. */
    String logTail() {
        try {
            List<String> lines = Files.readAllLines(log, ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    /** Kills the program and its descendants. */
    void kill() {
        launcher.descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            if (!launcher.waitFor(5, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
