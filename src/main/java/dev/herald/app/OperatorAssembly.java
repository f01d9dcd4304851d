package dev.herald.app;

import dev.herald.admin.auth.ClientAddresses;
import dev.herald.admin.auth.TokenAuthenticator;
import dev.herald.admin.auth.WrongTokenDelay;
import dev.herald.admin.torrust.FrontendFigures;
import dev.herald.bittorrent.Address;
import dev.herald.config.Settings;
import dev.herald.http.ClientAddress;
import dev.herald.http.netty.NettyHttpServer;
import dev.herald.metrics.Certificates;
import dev.herald.payara.ListenerGuards;
import dev.herald.registry.Registry;
import dev.herald.udp.UdpServer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Objects;

/** Builds the objects that only the operator's APIs use. */
@Dependent
final class OperatorAssembly {

    @Produces
    @Singleton
    static TokenAuthenticator tokenAuthenticator(Settings settings, Registry registry) {
        return new TokenAuthenticator(settings.admin().tokens(), registry.tokens()::authenticate);
    }

    @Produces
    @Singleton
    static WrongTokenDelay wrongTokenDelay() {
        return new WrongTokenDelay(System::nanoTime, new SecureRandom());
    }

    /** Uses the address of the connection if a trusted proxy does not send that of its client. */
    @Produces
    @Singleton
    static ClientAddresses clientAddresses(Settings settings) {
        ClientAddress clients = new ClientAddress(settings.http().trustedNetworks());
        return request -> {
            // The container appends a zone to some IPv6 addresses, and has no address for a closed connection.
            String remote =
                    Objects.requireNonNullElse(request.getRemoteAddr(), "").replaceFirst("%.*", "");
            Address peer = Address.parse(remote).orElse(new Address(0, 0));
            return clients.of(peer, name -> Collections.list(request.getHeaders(name)))
                    .orElse(peer);
        };
    }

    @Produces
    @Singleton
    static FrontendFigures frontendFigures(
            Settings settings,
            UdpServer udp,
            NettyHttpServer httpNetty,
            HttpsFrontend tls,
            ListenerGuards listeners,
            Certificates certificates) {
        return new FrontendFigures(
                udp::dropped,
                () -> httpNetty.connections() + tls.connections() + listeners.connections(),
                () -> httpNetty.refusedConnections() + tls.refusedConnections() + listeners.refusedConnections(),
                certificates,
                settings.swarm().keepDownloads());
    }
}
