package dev.herald.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Transmission daemon. It sends the first announce about ten seconds after a torrent is added. */
record Transmission(Host host, Program program) implements Client {

    private static final String REMOTE_CONTROL = "9091";
    private static final Duration START = Duration.ofSeconds(90);

    static Client start(Host host, Path home, Path metainfo) throws IOException, InterruptedException {
        Files.writeString(home.resolve("settings.json"), """
                {
                    "dht-enabled": false,
                    "download-dir": "%s",
                    "encryption": 1,
                    "incomplete-dir-enabled": false,
                    "lpd-enabled": false,
                    "message-level": 3,
                    "peer-port": %s,
                    "peer-port-random-on-start": false,
                    "pex-enabled": false,
                    "port-forwarding-enabled": false,
                    "rpc-authentication-required": false,
                    "rpc-bind-address": "127.0.0.1",
                    "rpc-host-whitelist-enabled": false,
                    "rpc-port": %s,
                    "rpc-whitelist-enabled": false,
                    "utp-enabled": false
                }
                """.formatted(Client.files(home), PORT, REMOTE_CONTROL));
        Program program = host.start(
                home, Map.of(), List.of("transmission-daemon", "--foreground", "--config-dir", home.toString()));
        Transmission transmission = new Transmission(host, program);
        try {
            Eventually.says(
                    "adding the torrent to Transmission",
                    "added",
                    () -> transmission.remote("--add", metainfo.toString()).contains("success") ? "added" : "refused",
                    START);
        } catch (AssertionError e) {
            transmission.kill();
            throw e;
        }
        return transmission;
    }

    /** Stops the torrent, not the daemon, which does not announce {@code stopped} to HTTP trackers when it exits. */
    @Override
    public void stop() {
        remote("--torrent", "all", "--stop");
    }

    @Override
    public String logTail() {
        return remote("--torrent", "all", "--info-trackers") + program.logTail();
    }

    @Override
    public void kill() {
        program.kill();
    }

    private String remote(String... words) {
        List<String> command = new ArrayList<>(List.of("transmission-remote", "127.0.0.1:" + REMOTE_CONTROL));
        command.addAll(List.of(words));
        return host.run(command);
    }
}
