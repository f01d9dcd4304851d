package dev.herald.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** aria2. It announces over UDP only if its DHT is enabled. The DHT has no other effect on a private torrent. */
record Aria2(Program program) implements Client {

    static Client start(Host host, Path home, Path metainfo) throws IOException {
        return new Aria2(host.start(
                home,
                Map.of(),
                List.of(
                        "aria2c",
                        "--no-conf=true",
                        "--dir=" + Client.files(home),
                        "--listen-port=" + PORT,
                        "--dht-listen-port=" + PORT,
                        "--enable-dht=true",
                        "--enable-dht6=false",
                        "--dht-file-path=" + home.resolve("dht"),
                        "--dht-file-path6=" + home.resolve("dht6"),
                        "--enable-peer-exchange=false",
                        "--bt-enable-lpd=false",
                        "--file-allocation=none",
                        "--enable-color=false",
                        "--console-log-level=info",
                        "--show-console-readout=false",
                        // Seed without end, also after a download: with --seed-time=0 aria2 exits without announcing
                        // "completed".
                        "--seed-ratio=0.0",
                        "--check-integrity=true",
                        metainfo.toString())));
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
