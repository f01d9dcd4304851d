package dev.herald.clients;

import dev.herald.Requires;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** libtorrent, the engine of qBittorrent and Deluge, through its Python binding. */
record Libtorrent(Program program) implements Client {

    /** Debian's Python, the only one with Debian's libtorrent binding. */
    static final String PYTHON = "/usr/bin/python3";

    static void require() throws IOException, InterruptedException {
        Requires.program("python3", "apt-get install python3");
        Requires.require(
                new ProcessBuilder(PYTHON, "-c", "import libtorrent").start().waitFor() == 0,
                "needs libtorrent for Python; get it with: apt-get install python3-libtorrent");
    }

    static Client start(Host host, Path home, Path metainfo) throws IOException {
        return start(host, home, metainfo, "free");
    }

    /** Starts a client that transfers almost nothing until {@link #release}. */
    static Client startHeld(Host host, Path home, Path metainfo) throws IOException {
        return start(host, home, metainfo, "held");
    }

    private static Client start(Host host, Path home, Path metainfo, String hold) throws IOException {
        return new Libtorrent(host.start(
                home,
                Map.of(),
                List.of(
                        PYTHON,
                        Resources.file("libtorrent_client.py").toString(),
                        metainfo.toString(),
                        Client.files(home).toString(),
                        PORT,
                        hold)));
    }

    @Override
    public void release() {
        program.writeLine("go");
    }

    @Override
    public void stop() {
        program.writeLine("leave");
    }

    @Override
    public String logTail() {
        return program.logTail();
    }

    @Override
    public void kill() {
        program.kill();
    }
}
