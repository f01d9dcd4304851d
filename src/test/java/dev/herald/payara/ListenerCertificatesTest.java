package dev.herald.payara;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.herald.bittorrent.Endpoint;
import dev.herald.tls.PemFiles;
import dev.herald.tls.PemIdentity;
import dev.herald.tls.PemPair;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListenerCertificatesTest {

    @TempDir
    Path folder;

    @Test
    void a_handshake_returns_the_certificate_of_the_listener() throws Exception {
        PemPair pair = PemPair.make("EC");
        pair.write(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        PemIdentity identity = new PemFiles(
                        "herald.http.jaxrs.tls",
                        folder.resolve("cert.pem").toString(),
                        folder.resolve("key.pem").toString())
                .read(Instant.now());
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ListenerCertificates.context(identity)));
        server.start();
        try {
            assertThat(ListenerCertificates.presented(endpoint("127.0.0.1", server)))
                    .isEqualTo(pair.read());
            assertThat(ListenerCertificates.presented(endpoint("0.0.0.0", server)))
                    .isEqualTo(pair.read());
            assertThat(ListenerCertificates.presented(endpoint("[::]", server))).isEqualTo(pair.read());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_listener_without_TLS_has_no_certificate() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            assertThatThrownBy(() -> ListenerCertificates.presented(endpoint("127.0.0.1", server)))
                    .isInstanceOf(IOException.class);
        } finally {
            server.stop(0);
        }
    }

    private static Endpoint endpoint(String address, HttpServer server) {
        return Endpoint.parse(address + ":" + server.getAddress().getPort()).orElseThrow();
    }
}
