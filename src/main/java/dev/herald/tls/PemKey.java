package dev.herald.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM form: PKCS#8 ({@code BEGIN PRIVATE KEY}), as certbot writes it, or the older forms of lego, Caddy and acme.sh,
 * PKCS#1 ({@code BEGIN RSA PRIVATE KEY}) and SEC 1 ({@code BEGIN EC PRIVATE KEY}).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468#section-10">RFC 7468, section 10</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5958#section-2">RFC 5958, section 2</a>
 */
final class PemKey {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:[A-Z0-9]+ )*)PRIVATE KEY-----(.+?)-----END ", Pattern.DOTALL);

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION = {0x02, 1, 0};

    private PemKey() {}

    /**
     * Reads the first private key of {@code text}.
     *
     * @param owner the public key that it must belong to
     * @throws InvalidPemException if there is none, it has a password, or it is of another kind
     */
    static PrivateKey of(byte[] text, PublicKey owner) throws InvalidPemException {
        Matcher block = BLOCK.matcher(new String(text, StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            throw new InvalidPemException("the key's file has no private key in PEM form");
        }
        String form = block.group(1).strip();
        String content = block.group(2);
        if (form.equals("ENCRYPTED") || content.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new InvalidPemException(
                    "the key has a password, which nobody could give: openssl pkey -in KEY -out NEW takes it off");
        }
        String kind = owner.getAlgorithm();
        if (!form.isEmpty() && !form.equals(kind)) {
            throw new InvalidPemException("the key is of the kind " + form + ", but the certificate's is " + kind);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(content);
            byte[] whole = form.isEmpty() ? encoded : wrapped(encoded, owner);
            return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(whole));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidPemException("the key's file has no key of the certificate's kind, which is " + kind);
        }
    }

    /** PKCS#8 is a key in its older form behind the words for its kind, which the certificate has too. */
    private static byte[] wrapped(byte[] key, PublicKey owner) {
        return element(SEQUENCE, VERSION, kind(owner), element(OCTETS, key));
    }

    /** The {@code AlgorithmIdentifier}, which a {@code SubjectPublicKeyInfo} begins with (RFC 5280 section 4.1). */
    private static byte[] kind(PublicKey key) {
        ByteBuffer info = ByteBuffer.wrap(key.getEncoded());
        enter(info);
        int begin = info.position();
        int size = enter(info);
        byte[] kind = new byte[info.position() + size - begin];
        info.position(begin).get(kind);
        return kind;
    }

    /** Goes behind the tag and the length of a DER element, and returns that. */
    private static int enter(ByteBuffer der) {
        der.get();
        int length = der.get() & 0xff;
        if (length < 0x80) {
            return length;
        }
        int sum = 0;
        for (int i = length - 0x80; i > 0; i--) {
            sum = (sum << 8) | (der.get() & 0xff);
        }
        return sum;
    }

    /** A DER element of some parts, of less than 64 KiB; of more it is none, and refused. */
    private static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        int more = length < 0x80 ? 0 : length < 0x100 ? 1 : 2;
        ByteBuffer der = ByteBuffer.allocate(2 + more + length).put((byte) tag);
        der.put((byte) (more == 0 ? length : 0x80 + more));
        for (int i = more; i > 0; i--) {
            der.put((byte) (length >>> (8 * (i - 1))));
        }
        for (byte[] part : parts) {
            der.put(part);
        }
        return der.array();
    }
}
