package dev.herald.benchmark;

import dev.herald.http.Announcer;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What asks one server over HTTP, in each way. */
record HttpLoad(Contender server, Map<Way, Announcer> announcers) implements AutoCloseable {

    /** How connections are used. */
    enum Way {
        KEEP_ALIVE("keep-alive"),
        CLOSING("one request a connection"),
        TLS("TLS, keep-alive");

        final String words;

        Way(String words) {
            this.words = words;
        }
    }

    /** Opens the connections that stay open. */
    static HttpLoad on(Contender server, Population population, SslContext trust) throws InterruptedException {
        int port = server.port("http");
        int tlsPort = server.port("https");
        return new HttpLoad(
                server,
                new EnumMap<>(Map.of(
                        Way.KEEP_ALIVE, Announcer.keepAlive(population, port, Optional.empty()),
                        Way.CLOSING, Announcer.closing(population, port),
                        Way.TLS, Announcer.keepAlive(population, tlsPort, Optional.of(trust)))));
    }

    /** Lets each go for some seconds. */
    void warmUp(int seconds) throws IOException {
        for (Announcer announcer : announcers.values()) {
            announcer.run(seconds);
        }
    }

    /** Rounds that are still to be run. */
    Map<Way, Series> series() {
        Map<Way, Series> series = new EnumMap<>(Way.class);
        announcers.forEach((way, announcer) -> series.put(way, new Series(server, announcer::run)));
        return series;
    }

    @Override
    public void close() {
        announcers.values().forEach(Announcer::close);
    }
}
