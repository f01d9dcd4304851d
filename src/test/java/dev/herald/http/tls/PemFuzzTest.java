package dev.herald.http.tls;

import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.herald.Folders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Files that are no certificate and no key are refused, whatever is in them. */
final class PemFuzzTest {

    private static PemPair ec;
    private static PemPair rsa;

    @BeforeContainer
    static void make() throws Exception {
        Path folder = Files.createTempDirectory("herald-pem");
        ec = PemPair.make(folder, "EC");
        rsa = PemPair.make(folder, "RSA");
        Folders.delete(folder);
    }

    @Property
    void no_bytes_are_worse_than_refused(@ForAll byte[] certificate, @ForAll byte[] key) {
        read(certificate, bytes(ec.key()));
        read(bytes(ec.certificate()), key);
    }

    @Property(tries = 300)
    void no_changed_byte_is_worse_than_refused(
            @ForAll boolean isEc,
            @ForAll boolean ofKey,
            @ForAll @IntRange(max = 10_000) int place,
            @ForAll byte value) {
        PemPair pair = isEc ? ec : rsa;
        byte[] text = bytes(ofKey ? pair.key() : pair.certificate());
        text[place % text.length] = value;
        read(ofKey ? bytes(pair.certificate()) : text, ofKey ? text : bytes(pair.key()));
    }

    /** What is signed with numbers that are no key may fail in ways of its own. */
    @Property(tries = 300)
    void no_changed_number_is_worse_than_refused(
            @ForAll boolean isEc,
            @ForAll boolean inOldForm,
            @ForAll @IntRange(max = 10_000) int place,
            @ForAll @IntRange(min = 1, max = 300) int length,
            @ForAll byte value) {
        PemPair pair = isEc ? ec : rsa;
        byte[] der = Base64.getMimeDecoder().decode(pair.key().replaceAll("-----[A-Z ]+-----", ""));
        byte[] content = inOldForm ? Arrays.copyOfRange(der, isEc ? 28 : 26, der.length) : der;
        int begin = place % content.length;
        Arrays.fill(content, begin, Math.min(begin + length, content.length), value);
        String form = inOldForm ? (isEc ? "EC " : "RSA ") : "";
        String text = "-----BEGIN " + form + "PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + form + "PRIVATE KEY-----\n";
        read(bytes(pair.certificate()), bytes(text));
    }

    private static void read(byte[] certificate, byte[] key) {
        assertThatNoException().isThrownBy(() -> {
            try {
                PemIdentity.of(certificate, key, Instant.now().plusSeconds(60));
            } catch (BadPem expected) {
                // It is refused.
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
