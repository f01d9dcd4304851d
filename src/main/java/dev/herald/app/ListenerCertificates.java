package dev.herald.app;

import dev.herald.http.tls.CertificateWatch;
import dev.herald.http.tls.PemFiles;
import dev.herald.metrics.Certificates;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Looks after the certificates of the container's listeners, which have got their first ones before they were opened. */
final class ListenerCertificates implements AutoCloseable {

    private final Settings settings;
    private final Certificates certificates;
    private final InstantSource clock;
    private final List<CertificateWatch<Boolean>> watches = new ArrayList<>();

    ListenerCertificates(Settings settings, Certificates certificates, InstantSource clock) {
        this.settings = settings;
        this.certificates = certificates;
        this.clock = clock;
    }

    /**
     * Begins to watch the files of those that the settings give any.
     *
     * @throws IOException if they cannot be used
     */
    void open() throws IOException {
        watch("http", "http-listener", settings.httpTls());
        watch("admin", "operator", settings.adminTls());
    }

    private void watch(String door, String listener, PemFiles files) throws IOException {
        if (files.given()) {
            ClassLoader container = ListenerCertificates.class.getClassLoader();
            watches.add(CertificateWatch.of(
                    files, identity -> ListenerTls.renew(container, listener, identity), certificates.of(door), clock));
        }
    }

    @Override
    public void close() {
        watches.forEach(CertificateWatch::close);
    }
}
