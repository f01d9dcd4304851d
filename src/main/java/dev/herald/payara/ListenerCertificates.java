package dev.herald.payara;

import dev.herald.bittorrent.Endpoint;
import dev.herald.config.Settings;
import dev.herald.metrics.Certificates;
import dev.herald.payara.GrizzlyListeners.OpenListener;
import dev.herald.tls.CertificateWatcher;
import dev.herald.tls.PemFiles;
import dev.herald.tls.PemIdentity;
import dev.herald.tls.TrustAllTls;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.glassfish.grizzly.ssl.SSLBaseFilter;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;

/**
 * Renews the certificates of the container's listeners. The launcher configures the first ones before the listeners are opened, and the
 * files may have changed since, so a handshake with each listener determines which certificate it uses.
 *
 * <p>Payara replaces a certificate by closing the listener and opening it again, which ends every connection; instead the
 * {@link SSLContext} of the listener is replaced by reflection ({@code TlsIT}). Other containers keep the certificate that they were
 * started with.
 */
public final class ListenerCertificates implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ListenerCertificates.class.getName());
    private static final int TIMEOUT_MILLIS = 2000;

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
            watches.add(CertificateWatcher.deferred(
                    files, identity -> use(listener, bind, identity), certificates.of(frontend), clock));
        }
    }

    @Override
    public void close() {
        watches.forEach(CertificateWatcher::close);
    }

    /**
     * Makes a listener present a certificate to new connections, and checks that with a handshake.
     *
     * @param listener its name in the configuration of the container
     * @param bind the address that it is bound to
     * @return the certificate that the handshake has received; empty if the listener is not open yet
     * @throws IOException if the listener presents another certificate, or none, and that cannot be changed
     */
    private static Optional<X509Certificate> use(String listener, Endpoint bind, PemIdentity identity)
            throws IOException {
        try {
            List<OpenListener> open = GrizzlyListeners.named(listener);
            if (open.isEmpty()) {
                return Optional.empty();
            }
            X509Certificate certificate = identity.chain().get(0);
            if (!presented(bind).equals(certificate)) {
                replaceContext(open.get(0), context(identity));
                LOG.log(Level.DEBUG, "Replaced the certificate of the listener {0}", listener);
                if (!presented(bind).equals(certificate)) {
                    throw new IOException("new connections to " + bind + " still get another certificate");
                }
            }
            return Optional.of(certificate);
        } catch (ReflectiveOperationException | RuntimeException | GeneralSecurityException e) {
            throw new IOException("the certificate of this container cannot be replaced while it runs: " + e, e);
        }
    }

    private static void replaceContext(OpenListener listener, SSLContext renewed) throws ReflectiveOperationException {
        Field context = SSLEngineConfigurator.class.getDeclaredField("sslContext");
        context.setAccessible(true);
        for (SSLBaseFilter filter : listener.filters(SSLBaseFilter.class)) {
            context.set(filter.getServerSSLEngineConfigurator(), renewed);
        }
    }

    /**
     * Returns the certificate that a new connection receives.
     *
     * @param bind the address to connect to; the loopback address in place of a wildcard
     * @throws IOException if no TLS connection can be established
     */
    static X509Certificate presented(Endpoint bind) throws IOException {
        InetSocketAddress bound = bind.toSocketAddress();
        InetSocketAddress target = bound.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
                : bound;
        try (Socket plain = new Socket()) {
            plain.connect(target, TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            try (SSLSocket secured = TrustAllTls.wrap(plain)) {
                secured.startHandshake();
                return (X509Certificate) secured.getSession().getPeerCertificates()[0];
            }
        }
    }

    static SSLContext context(PemIdentity identity) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "herald", identity.key(), new char[0], identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
