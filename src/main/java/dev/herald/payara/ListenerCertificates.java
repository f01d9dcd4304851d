package dev.herald.payara;

import dev.herald.bittorrent.Endpoint;
import dev.herald.config.Settings;
import dev.herald.metrics.Certificates;
import dev.herald.tls.CertificateWatcher;
import dev.herald.tls.PemFiles;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Renews the certificates of the container's listeners. The launcher configures the first ones before the listeners are opened, and the
 * files may have changed since, so a handshake with each listener determines which certificate it uses.
 */
public final class ListenerCertificates implements AutoCloseable {

    private final Settings settings;
    private final Certificates certificates;
    private final InstantSource clock;
    private final List<CertificateWatcher<X509Certificate>> watches = new ArrayList<>();

    public ListenerCertificates(Settings settings, Certificates certificates, InstantSource clock) {
        this.settings = settings;
        this.certificates = certificates;
        this.clock = clock;
    }

    /**
     * Starts to watch the certificate files of each listener for which the settings name files.
     *
     * @throws IOException if the files cannot be used
     */
    public void open() throws IOException {
        watch("http.jaxrs", "http-listener", settings.http().bind(), settings.httpTls());
        watch("admin", "operator", settings.admin().bind(), settings.adminTls());
    }

    private void watch(String frontend, String listener, Endpoint bind, PemFiles files) throws IOException {
        if (files.given()) {
            watches.add(CertificateWatcher.later(
                    files, identity -> ListenerTls.use(listener, bind, identity), certificates.of(frontend), clock));
        }
    }

    @Override
    public void close() {
        watches.forEach(CertificateWatcher::close);
    }
}
