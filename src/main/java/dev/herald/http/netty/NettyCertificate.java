package dev.herald.http.netty;

import dev.herald.metrics.Certificates;
import dev.herald.tls.CertificateWatcher;
import dev.herald.tls.PemFiles;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** The certificate of the Netty HTTP frontend, always that of the files. */
public final class NettyCertificate implements AutoCloseable {

    private final CertificateWatcher<SslContext> watch;

    NettyCertificate(CertificateWatcher<SslContext> watch) {
        this.watch = watch;
    }

    /**
     * Reads the files and begins to watch them.
     *
     * @throws IOException naming setting and file, if they cannot be used
     */
    public static NettyCertificate of(PemFiles files, Certificates.State state, InstantSource clock)
            throws IOException {
        return new NettyCertificate(CertificateWatcher.of(
                files, identity -> Optional.of(NettyTlsSettings.context(identity)), state, clock));
    }

    /** For a new connection. */
    SslContext context() {
        return watch.current();
    }

    @Override
    public void close() {
        watch.close();
    }
}
