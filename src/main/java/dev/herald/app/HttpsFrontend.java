package dev.herald.app;

import dev.herald.bittorrent.Endpoint;
import dev.herald.config.Settings;
import dev.herald.http.HttpTracker;
import dev.herald.http.volume.VolumeCertificate;
import dev.herald.http.volume.VolumeServer;
import dev.herald.metrics.Certificates;
import dev.herald.payara.ListenerCertificates;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/**
 * The HTTP door for volume that speaks TLS, with what looks after its certificate and those of the container; nothing at all if
 * the settings name none.
 */
final class HttpsFrontend implements AutoCloseable {

    private final Settings settings;
    private final HttpTracker tracker;
    private final Certificates certificates;
    private final InstantSource clock;
    private final ListenerCertificates listeners;

    /** Empty, or with one, like the server. */
    private List<VolumeCertificate> certificate = List.of();

    /** Others ask it how it is. */
    private volatile List<VolumeServer> server = List.of();

    HttpsFrontend(Settings settings, HttpTracker tracker, Certificates certificates, InstantSource clock) {
        this.settings = settings;
        this.tracker = tracker;
        this.certificates = certificates;
        this.clock = clock;
        this.listeners = new ListenerCertificates(settings, certificates, clock);
    }

    /**
     * Reads the certificate and opens the door.
     *
     * @return where it is open
     * @throws IOException if one or the other cannot be done
     */
    List<Endpoint> open() throws IOException {
        listeners.open();
        if (settings.volumeTls().bind().isEmpty()) {
            return List.of();
        }
        VolumeCertificate used = VolumeCertificate.of(settings.volumeTls().files(), certificates.of("volume"), clock);
        certificate = List.of(used);
        VolumeServer door = VolumeServer.withTls(
                settings.volume(), settings.volumeTls().bind(), settings.http().trustedNetworks(), tracker, used);
        server = List.of(door);
        return door.open();
    }

    /** How many connections are open. */
    long connections() {
        return server.stream().mapToLong(VolumeServer::connections).sum();
    }

    /** How many connections were turned away since the start. */
    long refusedConnections() {
        return server.stream().mapToLong(VolumeServer::refusedConnections).sum();
    }

    @Override
    public void close() {
        listeners.close();
        server.forEach(VolumeServer::close);
        certificate.forEach(VolumeCertificate::close);
    }
}
