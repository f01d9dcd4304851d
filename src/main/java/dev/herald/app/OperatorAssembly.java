package dev.herald.app;

import dev.herald.admin.Gate;
import dev.herald.admin.v1.Beyond;
import dev.herald.http.volume.VolumeServer;
import dev.herald.metrics.Certificates;
import dev.herald.registry.Registry;
import dev.herald.udp.UdpServer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Builds what the operator's APIs need beside the objects of the tracker. */
@Dependent
final class OperatorAssembly {

    @Produces
    @Singleton
    static Gate gate(Settings settings, Registry registry, InstantSource clock) {
        return new Gate(settings.admin().tokens(), registry.tokens()::authenticate, clock);
    }

    @Produces
    @Singleton
    static Beyond beyond(
            Settings settings, UdpServer udp, VolumeServer volume, TlsDoor tls, Certificates certificates) {
        return new Beyond(
                udp::dropped,
                () -> volume.connections() + tls.connections(),
                () -> volume.refusedConnections() + tls.refusedConnections(),
                certificates,
                settings.swarm().keepDownloads());
    }
}
