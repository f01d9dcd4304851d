package dev.herald.launcher;

import dev.herald.tls.Trust;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;

/** One connection with TLS that stays open between requests. */
final class TlsConnection implements Closeable {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final SSLSocket socket;

    /** Connects to the port of a URL and verifies the certificate. */
    TlsConnection(URI url, X509Certificate authority) throws Exception {
        socket = (SSLSocket) Trust.in(authority).getSocketFactory().createSocket(url.getHost(), url.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** The certificate of the handshake. */
    Certificate certificate() throws IOException {
        return socket.getSession().getPeerCertificates()[0];
    }

    /** The response to a HEAD request, which ends with the first empty line. */
    String head(String target) throws IOException {
        String request = "HEAD " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the connection ends after " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
