package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import dev.herald.tls.PemFiles;
import dev.herald.tls.PemIdentity;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the Netty HTTP frontend speaks TLS, and with which certificate.
 *
 * @param bind where to listen, none twice; empty for no TLS ({@code herald.http.netty.tls.bind})
 * @param files must be given if there is an address ({@code herald.http.netty.tls.certificate}, {@code herald.http.netty.tls.key})
 */
public record NettyTlsSettings(List<Endpoint> bind, PemFiles files) {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** Checks the addresses, and that there is a certificate for them. */
    public NettyTlsSettings {
        bind = List.copyOf(bind);
        Set<Endpoint> seen = new HashSet<>();
        for (Endpoint endpoint : bind) {
            if (!seen.add(endpoint)) {
                throw new IllegalArgumentException(
                        "herald.http.netty.tls.bind must name no address twice, but does so with " + endpoint);
            }
        }
        if (!bind.isEmpty() && !files.given()) {
            throw new IllegalArgumentException(
                    "herald.http.netty.tls.certificate must name a file if herald.http.netty.tls.bind is set, but is empty");
        }
    }

    /** What connections need: by OpenSSL's sister where its library loads, which is several times faster, else by the JDK. */
    static SslContext context(PemIdentity identity) throws IOException {
        return context(identity, OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
    }

    /** Each of both makes its keys for session tickets itself, and others every few days. */
    static SslContext context(PemIdentity identity, SslProvider provider) throws IOException {
        return SslContextBuilder.forServer(identity.key(), identity.chain())
                .sslProvider(provider)
                .protocols(PROTOCOLS)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_1_1))
                .build();
    }
}
