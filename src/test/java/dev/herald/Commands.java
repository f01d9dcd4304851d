package dev.herald;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Programs that do one thing and end. */
public final class Commands {

    private Commands() {}

    /**
     * Runs one to its end.
     *
     * @return all that it printed, errors included
     * @throws IOException with that, unless it ended well
     */
    public static String run(ProcessBuilder command) throws IOException {
        Process process = command.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command.command() + " failed: " + printed);
        }
        return printed;
    }
}
