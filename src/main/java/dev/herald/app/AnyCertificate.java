package dev.herald.app;

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

/** For connections of Herald to itself, which are there to see whether it answers, and carry no secret. */
public final class AnyCertificate {

    private AnyCertificate() {}

    /** Takes any certificate, under any name, if it is a connection with TLS. */
    public static void accept(URLConnection asked) {
        if (!(asked instanceof HttpsURLConnection connection)) {
            return;
        }
        connection.setSSLSocketFactory(sockets());
        connection.setHostnameVerifier((name, session) -> true);
    }

    /** TLS over a connection, which is closed with it. */
    static SSLSocket cover(Socket plain) throws IOException {
        return (SSLSocket)
                sockets().createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
    }

    private static SSLSocketFactory sockets() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** The extended kind, since the JDK adds its own checks to the other. */
    private static final class Anybody extends X509ExtendedTrustManager {

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
