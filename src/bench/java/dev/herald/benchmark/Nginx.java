package dev.herald.benchmark;

import dev.herald.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The HTTP baseline: nginx, if it is installed, as a single process with a constant response. */
final class Nginx {

    /** Printed if nginx is not installed. */
    static final String MISSING = "  nginx is not installed (nginx-light on Debian)";

    private static final int POLL_MILLIS = 20;

    private Nginx() {}

    /** Searches PATH and Debian's directory, which is not in every user's PATH. */
    static Optional<Path> find() {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(path.split(":"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts nginx and waits until it listens.
     *
     * @param nginx the executable
     * @param folder the directory for its files
     * @param body of the responses, without quotes, backslashes or dollar signs
     */
    static ServerProcess start(CpuAffinity affinity, Path nginx, Path folder, Path certificate, Path key, String body)
            throws IOException, InterruptedException {
        Map<String, Integer> ports = Map.of("http", FreePorts.next(), "https", FreePorts.next());
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    keepalive_requests 1000000000;
                    keepalive_timeout 1h;
                    client_header_timeout 1h;
                    server {
                        listen 127.0.0.1:%d;
                        listen 127.0.0.1:%d ssl;
                        ssl_certificate %s;
                        ssl_certificate_key %s;
                        ssl_protocols TLSv1.2 TLSv1.3;
                        location / { return 200 "%s"; }
                    }
                }
                """.formatted(
                        ports.get("http"), ports.get("https"), certificate, key, body));
        Path errors = folder.resolve("nginx.log");
        List<String> command = List.of(nginx.toString(), "-p", folder.toString(), "-c", configuration.toString());
        Process process = new ProcessBuilder(affinity.command(command))
                .redirectErrorStream(true)
                .redirectOutput(errors.toFile())
                .start();
        while (!listens(ports.get("https"))) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("nginx did not start: " + Files.readString(errors));
            }
        }
        return ServerProcess.started("nginx", process.pid(), ports, process::destroyForcibly);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
