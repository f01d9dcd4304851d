package dev.herald.tls;

import static org.assertj.core.api.Assertions.assertThatNoException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Files without a valid certificate or key are rejected, whatever their contents. */
final class PemFuzzTest {

    private static PemPair ec;
    private static PemPair rsa;

    @BeforeAll
    static void make() throws Exception {
        ec = PemPair.make("EC");
        rsa = PemPair.make("RSA");
    }

    @Test
    void random_bytes_are_rejected() {
        Seeds.runs(1000, random -> {
            read(Seeds.bytes(random, 300), bytes(ec.key()));
            read(bytes(ec.certificate()), Seeds.bytes(random, 300));
        });
    }

    @Test
    void changed_byte_is_accepted_or_rejected() {
        Seeds.runs(100, random -> {
            PemPair pair = Seeds.pick(random, ec, rsa);
            boolean ofKey = random.nextBoolean();
            byte[] text = bytes(ofKey ? pair.key() : pair.certificate());
            text[random.nextInt(text.length)] = (byte) random.nextInt();
            read(ofKey ? bytes(pair.certificate()) : text, ofKey ? text : bytes(pair.key()));
        });
    }

    /** Signing with an invalid key may fail with any exception. */
    @Test
    void changed_key_is_accepted_or_rejected() {
        Seeds.runs(100, random -> {
            boolean isEc = random.nextBoolean();
            boolean inOldForm = random.nextBoolean();
            PemPair pair = isEc ? ec : rsa;
            byte[] der = Base64.getMimeDecoder().decode(pair.key().replaceAll("-----[A-Z ]+-----", ""));
            byte[] content = inOldForm ? Arrays.copyOfRange(der, isEc ? 28 : 26, der.length) : der;
            int begin = random.nextInt(content.length);
            int end = Math.min(begin + random.nextInt(1, 301), content.length);
            Arrays.fill(content, begin, end, (byte) random.nextInt());
            String form = inOldForm ? (isEc ? "EC " : "RSA ") : "";
            String text = "-----BEGIN " + form + "PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + form + "PRIVATE KEY-----\n";
            read(bytes(pair.certificate()), bytes(text));
        });
    }

    /** The first byte chooses the file of the others. */
    @MethodSource("files")
    @FuzzTest
    void file_is_accepted_or_rejected(byte[] bytes) {
        if (bytes.length > 0) {
            byte[] file = Arrays.copyOfRange(bytes, 1, bytes.length);
            PemPair pair = bytes[0] % 2 == 0 ? ec : rsa;
            boolean ofKey = bytes[0] < 0;
            read(ofKey ? bytes(pair.certificate()) : file, ofKey ? file : bytes(pair.key()));
        }
    }

    static Stream<byte[]> files() {
        return Stream.of(
                        "\u0000" + ec.certificate(),
                        "\u0001" + rsa.certificate(),
                        "\u0080" + ec.key(),
                        "\u0081" + rsa.key(),
                        "\u0000" + ec.certificate() + rsa.certificate(),
                        "\u0080-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n",
                        "\u0081-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n",
                        "\u0080-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void read(byte[] certificate, byte[] key) {
        assertThatNoException().isThrownBy(() -> {
            try {
                PemIdentity.of(
                        new String(certificate, StandardCharsets.ISO_8859_1),
                        new String(key, StandardCharsets.ISO_8859_1),
                        Instant.now().plusSeconds(60));
            } catch (IOException expected) {
                // Rejected.
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
