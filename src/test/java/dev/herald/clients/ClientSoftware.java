package dev.herald.clients;

import dev.herald.Requires;
import java.io.IOException;
import java.nio.file.Path;

/** The clients under test. */
enum ClientSoftware {
    LIBTORRENT("libtorrent"),
    ARIA2("aria2"),
    RTORRENT("rTorrent"),
    TRANSMISSION("Transmission");

    private final String title;

    ClientSoftware(String title) {
        this.title = title;
    }

    /** Skips the calling test where this client is not installed. */
    void require() throws IOException, InterruptedException {
        switch (this) {
            case LIBTORRENT -> Libtorrent.require();
            case ARIA2 -> Requires.program("aria2c", "apt-get install aria2");
            case RTORRENT -> Requires.program("rtorrent", "apt-get install rtorrent");
            case TRANSMISSION -> {
                Requires.program("transmission-daemon", "apt-get install transmission-daemon");
                Requires.program("transmission-remote", "apt-get install transmission-cli");
            }
        }
    }

    /** Starts this client; see {@link Client.Start}. */
    Client start(Host host, Path home, Path metainfo) throws IOException, InterruptedException {
        return switch (this) {
            case LIBTORRENT -> Libtorrent.start(host, home, metainfo);
            case ARIA2 -> Aria2.start(host, home, metainfo);
            case RTORRENT -> Rtorrent.start(host, home, metainfo);
            case TRANSMISSION -> Transmission.start(host, home, metainfo);
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
