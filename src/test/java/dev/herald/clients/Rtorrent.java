package dev.herald.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** rTorrent, without a terminal. */
record Rtorrent(Program program) implements Client {

    static Client start(Host host, Path home, Path metainfo) throws IOException {
        Path session = Files.createDirectory(home.resolve("session"));
        // With pieces.hash.on_completion it sends neither "completed" nor "stopped".
        Path settings = Files.writeString(home.resolve("rtorrent.rc"), """
                directory.default.set = %s
                session.path.set = %s
                network.port_range.set = %s-%s
                network.port_random.set = no
                dht.mode.set = off
                protocol.pex.set = no
                protocol.encryption.set = none
                trackers.use_udp.set = yes
                pieces.hash.on_completion.set = no
                system.daemon.set = true
                log.open_file = "log", (cat, %s)
                log.add_output = "info", "log"
                log.add_output = "tracker_debug", "log"
                schedule2 = load,0,0,((load.start,%s))
                """.formatted(
                        Client.files(home), session, PORT, PORT, home.resolve("log"), metainfo));
        return new Rtorrent(host.start(home, Map.of(), List.of("rtorrent", "-n", "-o", "import=" + settings)));
    }

    @Override
    public void stop() {
        program.signal("INT");
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
