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
 * @param entrance the process that entered the arena; the program is its only child
 * @param log what the program prints
 */
record Program(Process entrance, Path log) {

    private static final int LAST_WORDS = 40;

    /** Sends a signal by its name without SIG; nothing happens to a program that has ended. */
    void signal(String name) {
        entrance.children().findFirst().ifPresent(program -> {
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
    void tell(String line) {
        try {
            entrance.getOutputStream().write((line + "\n").getBytes(UTF_8));
            entrance.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError("the program has ended", e);
        }
    }

    boolean alive() {
        return entrance.isAlive();
    }

    /** The end of the log. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log, ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    /** Ends it with all that it has started. */
    void kill() {
        entrance.descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            if (!entrance.waitFor(5, TimeUnit.SECONDS)) {
                entrance.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
