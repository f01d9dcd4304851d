package dev.herald.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** CPU affinity of the server and the load generator, so that they do not share a CPU. */
enum CpuAffinity {
    SEPARATE("server on CPU 0, load generator on CPU 1"),
    UNPINNED("no CPU affinity (fewer than two CPUs, or taskset is not installed)");

    private final String title;

    CpuAffinity(String title) {
        this.title = title;
    }

    /** Pins this process, the load generator, to CPU 1 if possible. {@link #command} pins the servers to CPU 0. */
    static CpuAffinity find() throws IOException, InterruptedException {
        String self = Long.toString(ProcessHandle.current().pid());
        boolean apart = Runtime.getRuntime().availableProcessors() > 1
                && succeeds("taskset", "-c", "0", "true")
                && succeeds("taskset", "-a", "-c", "-p", "1", self);
        return apart ? SEPARATE : UNPINNED;
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // the program is not installed
        }
    }

    /** The command line that runs {@code command} on the server's CPU. */
    List<String> command(List<String> command) {
        List<String> placed = new ArrayList<>(this == SEPARATE ? List.of("taskset", "-c", "0") : List.of());
        placed.addAll(command);
        return placed;
    }

    /** A description for the output. */
    @Override
    public String toString() {
        return title;
    }
}
