package dev.herald.app;

import dev.herald.admin.auth.ClientAddresses;
import dev.herald.admin.auth.RemoteAddress;
import dev.herald.admin.auth.TokenAuthenticator;
import dev.herald.admin.auth.WrongTokens;
import dev.herald.admin.torrust.FrontendFigures;
import dev.herald.bittorrent.Address;
import dev.herald.config.Settings;
import dev.herald.http.ClientAddress;
import dev.herald.http.netty.NettyHttpServer;
import dev.herald.metrics.Certificates;
import dev.herald.payara.ListenerGuards;
import dev.herald.registry.Registry;
import dev.herald.swarm.SteadyClock;
import dev.herald.udp.UdpServer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Collections;

/** Builds what the operator's APIs need beside the objects of the tracker. */
@Dependent
final class OperatorAssembly {

    @Produces
    @Singleton
    static TokenAuthenticator gate(Settings settings, Registry registry) {
        return new TokenAuthenticator(settings.admin().tokens(), registry.tokens()::authenticate);
    }

    @Produces
    @Singleton
    static WrongTokens wrongTokens(SteadyClock clock) {
        return new WrongTokens(clock, new SecureRandom());
    }

    /** A trusted proxy that does not tell its client is taken for the client. */
    @Produces
    @Singleton
    static ClientAddresses clientAddresses(Settings settings) {
        ClientAddress clients = new ClientAddress(settings.http().trustedNetworks());
        return new ClientAddresses(request -> {
            Address peer = RemoteAddress.of(request);
            return clients.of(peer, name -> Collections.list(request.getHeaders(name)))
                    .orElse(peer);
        });
    }

    @Produces
    @Singleton
    static FrontendFigures beyond(
            Settings settings,
            UdpServer udp,
            NettyHttpServer volume,
            HttpsFrontend tls,
            ListenerGuards listeners,
            Certificates certificates) {
        return new FrontendFigures(
                udp::dropped,
                () -> volume.connections() + tls.connections() + listeners.connections(),
                () -> volume.refusedConnections() + tls.refusedConnections() + listeners.refusedConnections(),
                certificates,
                settings.swarm().keepDownloads());
    }
}
