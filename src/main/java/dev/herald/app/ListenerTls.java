package dev.herald.app;

import dev.herald.http.tls.PemIdentity;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Gives a listener of the container another certificate, for new connections. The container's own way is to close the listener and
 * to open it again, which ends every connection; so the context that its connections are made with is put in place, by
 * reflection. Another container keeps the certificate that it was started with.
 */
final class ListenerTls {

    private static final Logger LOG = System.getLogger(ListenerTls.class.getName());

    private ListenerTls() {}

    /**
     * Puts it in place, if there is such a listener and it speaks TLS.
     *
     * @param container the class loader of the container
     * @return whether there is one
     * @throws IOException if the container is not one that is known
     */
    static boolean renew(ClassLoader container, String listener, PemIdentity identity) throws IOException {
        try {
            Object server = RequestHeads.server(container, listener);
            if (server == null) {
                return false;
            }
            Class<?> filter = container.loadClass("org.glassfish.grizzly.ssl.SSLBaseFilter");
            Class<?> engines = container.loadClass("org.glassfish.grizzly.ssl.SSLEngineConfigurator");
            Field context = engines.getDeclaredField("sslContext");
            context.setAccessible(true);
            List<?> filters = (List<?>)
                    server.getClass().getMethod("getFilters", Class.class).invoke(server, filter);
            SSLContext renewed = context(identity);
            for (Object each : filters) {
                context.set(filter.getMethod("getServerSSLEngineConfigurator").invoke(each), renewed);
            }
            LOG.log(Level.DEBUG, "{0} has another certificate: {1}", listener, !filters.isEmpty());
            return !filters.isEmpty();
        } catch (ReflectiveOperationException | RuntimeException | GeneralSecurityException e) {
            throw new IOException("this container cannot be given another certificate while it runs: " + e, e);
        }
    }

    private static SSLContext context(PemIdentity identity) throws IOException, GeneralSecurityException {
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
