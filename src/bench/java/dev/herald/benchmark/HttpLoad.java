package dev.herald.benchmark;

import dev.herald.http.HttpLoadGenerator;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The HTTP load generators for one server, one per connection mode. */
record HttpLoad(ServerProcess server, Map<ConnectionMode, HttpLoadGenerator> generators) implements AutoCloseable {

    /** The connection modes. */
    enum ConnectionMode {
        KEEP_ALIVE("keep-alive"),
        CLOSING("one request per connection"),
        TLS("TLS, keep-alive");

        final String title;

        ConnectionMode(String title) {
            this.title = title;
        }
    }

    /** Creates the load generators and opens the persistent connections. */
    static HttpLoad on(ServerProcess server, Population population, SslContext trust) throws InterruptedException {
        int port = server.port("http");
        int tlsPort = server.port("https");
        return new HttpLoad(
                server,
                new EnumMap<>(Map.of(
                        ConnectionMode.KEEP_ALIVE, HttpLoadGenerator.keepAlive(population, port, Optional.empty()),
                        ConnectionMode.CLOSING, HttpLoadGenerator.closing(population, port),
                        ConnectionMode.TLS, HttpLoadGenerator.keepAlive(population, tlsPort, Optional.of(trust)))));
    }

    /** Runs each load generator for {@code seconds}. */
    void warmUp(int seconds) throws IOException {
        for (HttpLoadGenerator generator : generators.values()) {
            generator.run(seconds);
        }
    }

    /** A new series per connection mode. */
    Map<ConnectionMode, Series> series() {
        Map<ConnectionMode, Series> series = new EnumMap<>(ConnectionMode.class);
        generators.forEach((mode, generator) -> series.put(mode, new Series(server, generator::run)));
        return series;
    }

    @Override
    public void close() {
        generators.values().forEach(HttpLoadGenerator::close);
    }
}
