package dev.herald.clients;

import java.io.IOException;
import java.nio.file.Path;

/** A torrent client process with one torrent. */
interface Client {

    /** The listen port, the same for all clients because each runs on its own host. */
    String PORT = "6881";

    /** Starts a client. */
    interface Start {

        /** Starts a client on {@code host} with the directory {@code home}. It seeds if the file is already in {@link #files}. */
        Client start(Host host, Path home, Path metainfo) throws IOException, InterruptedException;
    }

    /** The directory for the torrent's file below a client's home. */
    static Path files(Path home) {
        return home.resolve("files");
    }

    /** Lets a client transfer that was started with its transfers throttled. */
    default void release() {}

    /** Asks the client to announce {@code stopped}, without waiting for it. */
    void stop();

    /** The last lines of its log. */
    String logTail();

    /** Kills the client, which then does not announce {@code stopped}. */
    void kill();
}
