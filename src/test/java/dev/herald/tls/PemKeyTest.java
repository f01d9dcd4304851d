package dev.herald.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.Commands;
import dev.herald.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in every format that OpenSSL writes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PemKeyTest {

    private String openssl = "";

    @TempDir
    private Path folder;

    @BeforeEach
    void findOpenssl() {
        openssl = Requires.program("openssl", "apt-get install openssl").toString();
    }

    @ParameterizedTest
    @CsvSource({
        "EC, ec, -pkeyopt ec_paramgen_curve:P-256",
        "EC, ec, -pkeyopt ec_paramgen_curve:P-384",
        "EC, ec, -pkeyopt ec_paramgen_curve:P-521",
        "RSA, rsa, -pkeyopt rsa_keygen_bits:2048"
    })
    void key_is_read_in_pkcs8_and_the_older_format(String kind, String name, String options) throws Exception {
        certificate(name, options);
        openssl("pkey -traditional -in new.pem -out old.pem");

        assertThat(text("new.pem")).contains("BEGIN PRIVATE KEY");
        assertThat(identity("new.pem").key().getAlgorithm()).isEqualTo(kind);
        assertThat(text("old.pem")).contains("BEGIN " + kind + " PRIVATE KEY");
        assertThat(identity("old.pem").key().getAlgorithm()).isEqualTo(kind);
    }

    @Test
    void ed25519_key_is_read_in_pkcs8() throws Exception {
        certificate("ed25519", "");
        assertThat(identity("new.pem").key().getAlgorithm()).isEqualTo("EdDSA");
    }

    @Test
    void ec_parameters_before_the_key_are_skipped() throws Exception {
        openssl("ecparam -name prime256v1 -genkey -out both.pem");
        openssl("req -x509 -key both.pem -subj /CN=localhost -out certificate.pem");
        assertThat(text("both.pem")).startsWith("-----BEGIN EC PARAMETERS-----");
        assertThat(identity("both.pem").chain()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-traditional"})
    void encrypted_key_is_rejected_with_a_command_to_decrypt_it(String form) throws Exception {
        certificate("rsa", "");
        openssl("pkey " + form + " -aes256 -passout pass:secret -in new.pem -out locked.pem");
        assertThatThrownBy(() -> identity("locked.pem"))
                .isInstanceOf(IOException.class)
                .hasMessage("the key is encrypted; decrypt it with: openssl pkey -in KEY -out NEW");
        openssl("pkey -passin pass:secret -in locked.pem -out opened.pem");
        assertThat(identity("opened.pem").chain()).hasSize(1);
    }

    @Test
    void key_of_another_certificate_is_rejected() throws Exception {
        certificate("ec", "-pkeyopt ec_paramgen_curve:P-256");
        openssl("ecparam -name prime256v1 -genkey -noout -out other.pem");
        assertThatThrownBy(() -> identity("other.pem"))
                .isInstanceOf(IOException.class)
                .hasMessage("the key does not match the certificate");
        openssl("genrsa -traditional -out other.pem 2048");
        assertThatThrownBy(() -> identity("other.pem"))
                .isInstanceOf(IOException.class)
                .hasMessage("the key is of type RSA, but the certificate of type EC");
    }

    private PemIdentity identity(String key) throws Exception {
        return PemIdentity.of(text("certificate.pem"), text(key), Instant.now().plusSeconds(60));
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private void certificate(String kind, String options) throws Exception {
        openssl("req -x509 -newkey " + kind + " " + options
                + " -nodes -subj /CN=localhost -keyout new.pem -out certificate.pem");
    }

    private void openssl(String words) throws Exception {
        List<String> command = new ArrayList<>(List.of(openssl));
        command.addAll(List.of(words.strip().split(" +")));
        Commands.run(new ProcessBuilder(command).directory(folder.toFile()));
    }
}
