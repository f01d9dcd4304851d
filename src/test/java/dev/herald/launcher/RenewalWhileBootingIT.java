package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.clients.Eventually;
import dev.herald.tls.PemAuthority;
import dev.herald.tls.PemPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container is given its certificate before it boots, and the files may be renewed before anybody watches them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RenewalWhileBootingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void a_certificate_that_is_renewed_while_the_container_boots_is_served(@TempDir Path folder) throws Exception {
        PemAuthority authority = PemAuthority.make(folder);
        PemPair first = authority.issue("EC");
        PemPair second = authority.issue("EC");
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        first.write(certificate, key);
        Map<String, String> settings = new HashMap<>(HeraldProcess.FREE_PORTS);
        settings.put("HERALD_HTTP_TLS_CERTIFICATE", certificate.toString());
        settings.put("HERALD_HTTP_TLS_KEY", key.toString());
        try (HeraldProcess herald = HeraldProcess.start(folder, settings, HeraldProcess.COMPILED_ONCE)) {
            Path given = folder.resolve("herald-data/runtime/http-listener.p12");
            Eventually.says("the container's key store", "true", () -> "" + Files.exists(given), PATIENCE);
            second.write(certificate, key);
            String block = herald.block();
            assertThat(block).as(herald.errors()).contains("operator");
            URI url = URI.create(HeraldProcess.find(block, "(https://\\S+)/announce"));

            Eventually.says(
                    "the certificate", serial(second.read()), () -> serial(presented(url, authority.root())), PATIENCE);
        }
    }

    private static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }

    private static X509Certificate presented(URI url, X509Certificate root) {
        try (TlsConnection connection = new TlsConnection(url, root)) {
            return (X509Certificate) connection.certificate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
