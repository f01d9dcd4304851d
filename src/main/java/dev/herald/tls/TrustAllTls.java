package dev.herald.tls;

import java.io.IOException;
import java.net.Socket;
import java.net.URLConnection;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS without verification of the certificate, for connections that Herald opens to itself in order to check that a listener
 * answers. They carry no secret. Uses the JDK only, because the launcher runs before the libraries of the WAR are on its class path.
 */
public final class TrustAllTls {

    private TrustAllTls() {}

    /** Accepts any certificate and host name on {@code connection} if it uses TLS; does nothing otherwise. */
    public static void configure(URLConnection connection) {
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(socketFactory());
            https.setHostnameVerifier((name, session) -> true);
        }
    }

    /** Layers TLS over a connected socket. Closing the result closes {@code plain}. */
    public static SSLSocket wrap(Socket plain) throws IOException {
        return (SSLSocket)
                socketFactory().createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
    }

    private static SSLSocketFactory socketFactory() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AcceptingTrustManager()}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is missing in this JDK", e);
        }
    }

    /** Must be the extended kind: the JDK adds its own checks to a plain {@code X509TrustManager}. */
    private static final class AcceptingTrustManager extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
