package dev.herald.payara;

import dev.herald.bittorrent.Endpoint;
import dev.herald.http.tls.PemIdentity;
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
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Gives a listener of the container another certificate, for new connections. The container's own way is to close the listener and
 * to open it again, which ends every connection; so the context that its connections are made with is put in place, by
 * reflection. Another container keeps the certificate that it was started with. What counts is what a handshake sees.
 */
final class ListenerTls {

    private static final Logger LOG = System.getLogger(ListenerTls.class.getName());
    private static final int TIMEOUT_MILLIS = 2000;

    private ListenerTls() {}

    /**
     * Sees to it that new connections get that certificate.
     *
     * @param container the class loader of the container
     * @param bind where the listener is bound
     * @return the certificate that a handshake has seen; empty if the listener is not open yet
     * @throws IOException if the listener presents another one, or none, and that cannot be changed
     */
    static Optional<X509Certificate> use(ClassLoader container, String listener, Endpoint bind, PemIdentity identity)
            throws IOException {
        try {
            Object server = GrizzlyListeners.named(container, listener);
            if (server == null) {
                return Optional.empty();
            }
            X509Certificate wanted = identity.chain().get(0);
            if (!presented(bind).equals(wanted)) {
                replace(container, server, context(identity));
                LOG.log(Level.DEBUG, "{0} was given another certificate", listener);
                if (!presented(bind).equals(wanted)) {
                    throw new IOException("new connections to " + bind + " are still given another certificate");
                }
            }
            return Optional.of(wanted);
        } catch (ReflectiveOperationException | RuntimeException | GeneralSecurityException e) {
            throw new IOException("this container cannot be given another certificate while it runs: " + e, e);
        }
    }

    private static void replace(ClassLoader container, Object server, SSLContext renewed)
            throws ReflectiveOperationException {
        Class<?> filter = container.loadClass("org.glassfish.grizzly.ssl.SSLBaseFilter");
        Class<?> engines = container.loadClass("org.glassfish.grizzly.ssl.SSLEngineConfigurator");
        Field context = engines.getDeclaredField("sslContext");
        context.setAccessible(true);
        List<?> filters =
                (List<?>) server.getClass().getMethod("getFilters", Class.class).invoke(server, filter);
        for (Object each : filters) {
            context.set(filter.getMethod("getServerSSLEngineConfigurator").invoke(each), renewed);
        }
    }

    /**
     * The certificate that a new connection is given.
     *
     * @param bind a wildcard is asked at the loopback address
     * @throws IOException if there is no connection with TLS
     */
    static X509Certificate presented(Endpoint bind) throws IOException {
        InetSocketAddress bound = bind.toSocketAddress();
        InetSocketAddress near = bound.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
                : bound;
        try (Socket plain = new Socket()) {
            plain.connect(near, TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            try (SSLSocket covered = TrustAllTls.wrap(plain)) {
                covered.startHandshake();
                return (X509Certificate) covered.getSession().getPeerCertificates()[0];
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
