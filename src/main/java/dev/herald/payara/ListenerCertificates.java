package dev.herald.payara;

import dev.herald.bittorrent.Endpoint;
import dev.herald.config.Settings;
import dev.herald.http.tls.CertificateWatch;
import dev.herald.http.tls.PemFiles;
import dev.herald.metrics.Certificates;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks after the certificates of the container's listeners. They have been given their first ones before they are opened, from
 * files that may have changed since, so a handshake with each tells what is in use.
 */
public final class ListenerCertificates implements AutoCloseable {

    private final Settings settings;
    private final Certificates certificates;
    private final InstantSource clock;
    private final List<CertificateWatch<X509Certificate>> watches = new ArrayList<>();

    public ListenerCertificates(Settings settings, Certificates certificates, InstantSource clock) {
        this.settings = settings;
        this.certificates = certificates;
        this.clock = clock;
    }

    /**
     * Begins to watch the files of those that the settings give any.
     *
     * @throws IOException if they cannot be used
     */
    public void open() throws IOException {
        watch("http", "http-listener", settings.http().bind(), settings.httpTls());
        watch("admin", "operator", settings.admin().bind(), settings.adminTls());
    }

    private void watch(String door, String listener, Endpoint bind, PemFiles files) throws IOException {
        if (files.given()) {
            ClassLoader container = ListenerCertificates.class.getClassLoader();
            watches.add(CertificateWatch.later(
                    files,
                    identity -> ListenerTls.use(container, listener, bind, identity),
                    certificates.of(door),
                    clock));
        }
    }

    @Override
    public void close() {
        watches.forEach(CertificateWatch::close);
    }
}
