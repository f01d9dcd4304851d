package dev.herald.clients;

import java.io.IOException;
import java.nio.file.Path;

/** A torrent client with one torrent, driven from outside. */
interface Client {

    /** Every client has a host of its own, so they can all have the same port. */
    String PORT = "6881";

    /** How a client is started. */
    interface Start {

        /** Starts it on its own in {@code home}, a folder; it seeds if the file is in {@link #files} already. */
        Client start(Host host, Path home, Path metainfo) throws IOException, InterruptedException;
    }

    /** Where the client whose home that is keeps the torrent's file. */
    static Path files(Path home) {
        return home.resolve("files");
    }

    /** Lets a client transfer that was started to hold back. */
    default void release() {}

    /** Asks the client to say goodbye to its tracker, and returns before it has. */
    void leave();

    /** The end of its log. */
    String lastWords();

    /** Ends it without a goodbye. */
    void kill();
}
