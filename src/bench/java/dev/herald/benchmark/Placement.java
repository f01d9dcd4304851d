package dev.herald.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which processor the server has and which the load, so that neither takes the time of the other. */
enum Placement {
    APART("the server on processor 0, the load on 1"),
    ANYWHERE("server and load wherever the system puts them (there are fewer than two processors, or no taskset)");

    private final String words;

    Placement(String words) {
        this.words = words;
    }

    /** Puts this process, which makes the load, where it shall be; each that it {@linkplain #command starts} goes elsewhere. */
    static Placement find() throws IOException, InterruptedException {
        String self = Long.toString(ProcessHandle.current().pid());
        boolean apart = Runtime.getRuntime().availableProcessors() > 1
                && succeeds("taskset", "-c", "0", "true")
                && succeeds("taskset", "-a", "-c", "-p", "1", self);
        return apart ? APART : ANYWHERE;
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
            return false; // there is no such program
        }
    }

    /** How to run that command as the server. */
    List<String> command(List<String> command) {
        List<String> placed = new ArrayList<>(this == APART ? List.of("taskset", "-c", "0") : List.of());
        placed.addAll(command);
        return placed;
    }

    /** For people. */
    @Override
    public String toString() {
        return words;
    }
}
