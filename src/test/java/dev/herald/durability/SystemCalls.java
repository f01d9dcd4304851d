package dev.herald.durability;

import dev.herald.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts the system calls of a process for reading, writing and polling, with {@code strace}. */
final class SystemCalls implements AutoCloseable {

    private static final String COUNTED =
            "%net,read,write,readv,writev,epoll_wait,epoll_pwait,epoll_pwait2,epoll_ctl,poll,ppoll";

    /** Column of the summary: time share, seconds, microseconds per call, calls, errors (optional), name. */
    private static final int CALLS = 3;

    private final Process strace;
    private final Path summary;

    private SystemCalls(Process strace, Path summary) {
        this.strace = strace;
        this.summary = summary;
    }

    /** Fails, or skips the test, if there is no {@code strace}. */
    static String program() {
        return Requires.program("strace", "apt-get install strace").toString();
    }

    /** Starts counting the calls of all current and future threads of a process. */
    static SystemCalls of(long pid, Path folder) throws IOException {
        Path summary = folder.resolve("calls");
        Process strace = new ProcessBuilder(
                        program(),
                        "-f",
                        "-c",
                        "-e",
                        "trace=" + COUNTED,
                        "-o",
                        summary.toString(),
                        "-p",
                        Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        // Printed when all threads are attached.
        BufferedReader output = strace.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null || !line.toLowerCase(Locale.ROOT).contains("attached")) {
            strace.destroy();
            throw new IOException("strace says: " + line);
        }
        drain(output);
        return new SystemCalls(strace, summary);
    }

    /** Discards the output: strace prints a line for each new thread, and a full pipe would block it and the traced process. */
    private static void drain(BufferedReader output) {
        Thread reader = new Thread(
                () -> {
                    try {
                        output.transferTo(Writer.nullWriter());
                    } catch (IOException e) {
                        // The process was terminated.
                    }
                },
                "strace-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Stops counting and returns the number of calls by name. */
    Map<String, Long> end() throws IOException, InterruptedException {
        strace.destroy(); // SIGTERM makes strace write the summary
        strace.waitFor();
        Map<String, Long> calls = new TreeMap<>();
        for (String line : Files.readAllLines(summary)) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length > CALLS + 1 && words[CALLS].matches("\\d+") && !line.endsWith("total")) {
                calls.put(words[words.length - 1], Long.valueOf(words[CALLS]));
            }
        }
        return calls;
    }

    @Override
    public void close() {
        strace.destroy();
        strace.onExit().join();
    }
}
