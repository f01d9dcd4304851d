package dev.herald.http.volume;

import dev.herald.http.tls.CertificateWatch;
import dev.herald.http.tls.PemFiles;
import dev.herald.metrics.Certificates;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** The certificate of the HTTP door for volume, always that of the files. */
public final class VolumeCertificate implements AutoCloseable {

    private final CertificateWatch<SslContext> watch;

    VolumeCertificate(CertificateWatch<SslContext> watch) {
        this.watch = watch;
    }

    /**
     * Reads the files and begins to watch them.
     *
     * @throws IOException naming setting and file, if they cannot be used
     */
    public static VolumeCertificate of(PemFiles files, Certificates.State state, InstantSource clock)
            throws IOException {
        return new VolumeCertificate(
                CertificateWatch.of(files, identity -> Optional.of(VolumeTls.context(identity)), state, clock));
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
