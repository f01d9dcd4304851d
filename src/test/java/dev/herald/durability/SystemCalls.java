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

/** Counts the calls by which a process reads, writes, and waits to be able to, with {@code strace}. */
final class SystemCalls implements AutoCloseable {

    private static final String COUNTED =
            "%net,read,write,readv,writev,epoll_wait,epoll_pwait,epoll_pwait2,epoll_ctl,poll,ppoll";

    /** Of a line of the summary: share, seconds, microseconds a call, calls, perhaps errors, name. */
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

    /** Counts the calls of all threads that a process has or will have. */
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
        // Said when all threads have been attached.
        BufferedReader said = strace.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        if (line == null || !line.toLowerCase(Locale.ROOT).contains("attached")) {
            strace.destroy();
            throw new IOException("strace says: " + line);
        }
        drain(said);
        return new SystemCalls(strace, summary);
    }

    /** It tells of each thread that is born, and a full pipe would stop it and all that it counts. */
    private static void drain(BufferedReader said) {
        Thread reader = new Thread(
                () -> {
                    try {
                        said.transferTo(Writer.nullWriter());
                    } catch (IOException e) {
                        // It was ended.
                    }
                },
                "strace-says");
        reader.setDaemon(true);
        reader.start();
    }

    /** How often each was called; not counted any longer. */
    Map<String, Long> end() throws IOException, InterruptedException {
        strace.destroy(); // a signal that it takes for the end of the counting
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
