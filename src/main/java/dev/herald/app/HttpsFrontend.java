package dev.herald.app;

import dev.herald.bittorrent.Endpoint;
import dev.herald.config.Settings;
import dev.herald.http.HttpTracker;
import dev.herald.http.netty.NettyCertificate;
import dev.herald.http.netty.NettyHttpServer;
import dev.herald.metrics.Certificates;
import dev.herald.payara.ListenerCertificates;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/**
 * The Netty HTTP frontend that speaks TLS, with what looks after its certificate and those of the container; nothing at all if
 * the settings name none.
 */
final class HttpsFrontend implements AutoCloseable {

    private final Settings settings;
    private final HttpTracker tracker;
    private final Certificates certificates;
    private final InstantSource clock;
    private final ListenerCertificates listeners;

    /** Empty, or with one, like the server. */
    private List<NettyCertificate> certificate = List.of();

    /** Others ask it how it is. */
    private volatile List<NettyHttpServer> server = List.of();

    HttpsFrontend(Settings settings, HttpTracker tracker, Certificates certificates, InstantSource clock) {
        this.settings = settings;
        this.tracker = tracker;
        this.certificates = certificates;
        this.clock = clock;
        this.listeners = new ListenerCertificates(settings, certificates, clock);
    }

    /**
     * Reads the certificate and opens the frontend.
     *
     * @return where it is open
     * @throws IOException if one or the other cannot be done
     */
    List<Endpoint> open() throws IOException {
        listeners.open();
        if (settings.httpNettyTls().bind().isEmpty()) {
            return List.of();
        }
        NettyCertificate used = NettyCertificate.of(settings.httpNettyTls().files(), certificates.of("http.netty"), clock);
        certificate = List.of(used);
        NettyHttpServer frontend = NettyHttpServer.withTls(
                settings.httpNetty(), settings.httpNettyTls().bind(), settings.http().trustedNetworks(), tracker, used);
        server = List.of(frontend);
        return frontend.open();
    }

    /** How many connections are open. */
    long connections() {
        return server.stream().mapToLong(NettyHttpServer::connections).sum();
    }

    /** How many connections were turned away since the start. */
    long refusedConnections() {
        return server.stream().mapToLong(NettyHttpServer::refusedConnections).sum();
    }

    @Override
    public void close() {
        listeners.close();
        server.forEach(NettyHttpServer::close);
        certificate.forEach(NettyCertificate::close);
    }
}
