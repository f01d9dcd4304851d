package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.FreePorts;
import dev.herald.Requires;
import dev.herald.launcher.HeraldProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reverse proxies that reuse their connections to port 7070 for many clients. No request of a client stores a peer under an
 * address that the client has forged.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ReverseProxiesIT {

    private static final String FORGED = "203.0.113.66";

    /** {@link #FORGED} and port 6881, in the compact peer format. */
    private static final String FORGED_PEER = "\u00cb\0qB\u001a\u00e1";

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "TRACE", "CONNECT", "FOO");

    private static final long START_SECONDS = 60;

    private Path folder;
    private HeraldProcess herald;
    private int tracker;
    private Process proxy;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        environment.put("HERALD_HTTP_TRUSTED_PROXIES", "127.0.0.1/32");
        herald = HeraldProcess.start(folder, environment, HeraldProcess.COMPILED_ONCE);
        String block = herald.block();
        tracker = URI.create(HeraldProcess.find(block, HeraldProcess.JAXRS_URL)).getPort();
    }

    @AfterAll
    void end() {
        herald.close();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (proxy != null) {
            proxy.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void client_behind_HAProxy_cannot_forge_its_address() throws Exception {
        String haproxy = Requires.program("haproxy", "apt-get install haproxy").toString();
        int port = FreePorts.next();
        Path config = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                    mode http
                    option forwardfor
                    option http-keep-alive
                    http-reuse always
                    timeout connect 10s
                    timeout client 30s
                    timeout server 30s
                frontend clients
                    bind 127.0.0.1:%d
                    default_backend herald
                backend herald
                    server herald 127.0.0.1:%d
                """.formatted(port, tracker));
        assertCannotForge(port, haproxy, "-db", "-f", config.toString());
    }

    @Test
    void client_behind_nginx_cannot_forge_its_address() throws Exception {
        String nginx = Requires.program("nginx", "apt-get install nginx").toString();
        int port = FreePorts.next();
        Path own = Files.createDirectories(folder.resolve("nginx"));
        Path config = Files.writeString(own.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log error.log;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    upstream herald {
                        server 127.0.0.1:%d;
                        keepalive 4;
                    }
                    server {
                        listen 127.0.0.1:%d;
                        location / {
                            proxy_pass http://herald;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                        }
                    }
                }
                """.formatted(tracker, port));
        assertCannotForge(port, nginx, "-p", own + "/", "-c", config.toString());
    }

    @Test
    void client_behind_Caddy_cannot_forge_its_address() throws Exception {
        String caddy = Requires.program("caddy", "apt-get install caddy").toString();
        int port = FreePorts.next();
        Path config = Files.writeString(folder.resolve("Caddyfile"), """
                {
                    admin off
                    auto_https off
                }
                http://:%d {
                    bind 127.0.0.1
                    reverse_proxy 127.0.0.1:%d
                }
                """.formatted(port, tracker));
        assertCannotForge(port, caddy, "run", "--config", config.toString(), "--adapter", "caddyfile");
    }

    private void assertCannotForge(int port, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("proxy.log").toFile());
        builder.environment().put("HOME", folder.toString());
        proxy = builder.start();
        awaitListening(port);
        Map<String, String> sent = new LinkedHashMap<>();
        for (String framing : Framings.names()) {
            for (String method : METHODS) {
                String hash = hash();
                String hidden = "GET " + announce(hash, 6881) + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: "
                        + FORGED + "\r\n\r\n";
                Framings.send(port, Framings.request(method, "/announce", framing, hidden));
                // The proxy sends this request of another client over the same connection to Herald.
                assertThat(announceFromAnotherClient(port, hash))
                        .contains("external ip")
                        .doesNotContain(FORGED_PEER);
                sent.put(method + " with " + framing, hash);
            }
        }
        List<String> forged = new ArrayList<>();
        for (Map.Entry<String, String> one : sent.entrySet()) {
            if (announceFromAnotherClient(tracker, one.getValue()).contains(FORGED_PEER)) {
                forged.add(one.getKey());
            }
        }
        assertThat(forged).isEmpty();
    }

    /** The response to an announce of another client. */
    private static String announceFromAnotherClient(int port, String hash) throws IOException {
        try (RawHttpConnection connection = new RawHttpConnection(InetAddress.getByName("127.0.0.77"), port)) {
            RawHttpConnection.Reply reply = connection.get(announce(hash, 6882), "X-Forwarded-For: " + FORGED);
            assertThat(reply.status()).isEqualTo(200);
            return reply.body();
        }
    }

    private static String announce(String hash, int port) {
        return "/announce?info_hash=" + hash + "&peer_id=-HE0001-00000000" + port + "&port=" + port
                + "&left=1&compact=1";
    }

    private static String hash() {
        byte[] hash = new byte[20];
        ThreadLocalRandom.current().nextBytes(hash);
        return HttpClient.escaped(hash);
    }

    private void awaitListening(int port) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Socket socket = new Socket(DeployedHerald.loopback(1), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                if (!proxy.isAlive() || System.nanoTime() - end >= 0) {
                    throw new IOException(
                            "the proxy does not listen: " + Files.readString(folder.resolve("proxy.log")), e);
                }
                Thread.onSpinWait();
            }
        }
    }
}
