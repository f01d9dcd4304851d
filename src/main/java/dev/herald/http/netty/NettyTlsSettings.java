package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Certificates;
import dev.herald.net.ListenAddresses;
import dev.herald.tls.CertificateWatcher;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The settings of TLS of the Netty HTTP frontend.
 *
 * @param bind the addresses, without duplicates; empty to disable TLS ({@code herald.http.netty.tls.bind})
 * @param files the certificate and key, required if there is an address ({@code herald.http.netty.tls.certificate},
 *     {@code herald.http.netty.tls.key})
 */
public record NettyTlsSettings(List<Endpoint> bind, PemFiles files) {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** Validates the addresses, and that there is a certificate for them. */
    public NettyTlsSettings {
        bind = ListenAddresses.distinct("herald.http.netty.tls.bind", bind);
        if (!bind.isEmpty() && !files.given()) {
            throw new IllegalArgumentException(
                    "herald.http.netty.tls.certificate must name a file if herald.http.netty.tls.bind is set, but is empty");
        }
    }

    /**
     * Reads the files and watches them for changes.
     *
     * @throws IOException naming the setting and file that cannot be used
     */
    public CertificateWatcher<SslContext> watch(Certificates.State state, InstantSource clock) throws IOException {
        return CertificateWatcher.of(files, identity -> Optional.of(context(identity)), state, clock);
    }

    /** Uses BoringSSL where its library can be loaded, which is several times faster than the TLS of the JDK. */
    static SslContext context(PemIdentity identity) throws IOException {
        return context(identity, OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
    }

    /** Both providers create and rotate the keys of session tickets themselves. */
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
