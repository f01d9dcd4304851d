package dev.herald.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a private key in PEM format: PKCS#8 ({@code BEGIN PRIVATE KEY}), as certbot writes it, and the older formats of lego, Caddy and acme.sh,
 * PKCS#1 ({@code BEGIN RSA PRIVATE KEY}) and SEC 1 ({@code BEGIN EC PRIVATE KEY}), which the JDK does not read.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468#section-10">RFC 7468, section 10</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5958#section-2">RFC 5958, section 2</a>
 */
final class PemKey {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:[A-Z0-9]+ )*)PRIVATE KEY-----(.+?)-----END ", Pattern.DOTALL);

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION = {0x02, 1, 0};

    private PemKey() {}

    /**
     * Parses the first private key in {@code text}.
     *
     * @param publicKey the public key of its certificate
     * @throws IOException if there is none, or it is encrypted or of another type
     */
    static PrivateKey of(String text, PublicKey publicKey) throws IOException {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new IOException("the key file has no private key in PEM format");
        }
        String format = block.group(1).strip();
        String content = block.group(2);
        if (format.equals("ENCRYPTED") || content.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new IOException("the key is encrypted; decrypt it with: openssl pkey -in KEY -out NEW");
        }
        String type = publicKey.getAlgorithm();
        if (!format.isEmpty() && !format.equals(type)) {
            throw new IOException("the key is of type " + format + ", but the certificate of type " + type);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(content);
            byte[] pkcs8 = format.isEmpty() ? encoded : pkcs8(encoded, publicKey);
            return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("the key file has no valid " + type + " key, the type of the certificate");
        }
    }

    /** PKCS#8 is the older format with a version and the algorithm, which the public key has too. */
    private static byte[] pkcs8(byte[] key, PublicKey publicKey) {
        return element(SEQUENCE, VERSION, algorithm(publicKey), element(OCTET_STRING, key));
    }

    /** The {@code AlgorithmIdentifier} at the start of a {@code SubjectPublicKeyInfo} (RFC 5280 section 4.1). */
    private static byte[] algorithm(PublicKey key) {
        ByteBuffer info = ByteBuffer.wrap(key.getEncoded());
        readLength(info);
        int start = info.position();
        int length = readLength(info);
        byte[] algorithm = new byte[info.position() + length - start];
        info.position(start).get(algorithm);
        return algorithm;
    }

    /** Reads the tag and length of a DER element. */
    private static int readLength(ByteBuffer der) {
        der.get();
        int first = der.get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = first - 0x80; i > 0; i--) {
            length = (length << 8) | (der.get() & 0xff);
        }
        return length;
    }

    /** A DER element. If it is longer than 65535 bytes, the length is wrong, and the key will be rejected. */
    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (content.size() >= 0x100) {
            der.write(0x82);
            der.write(content.size() >>> 8);
        } else if (content.size() >= 0x80) {
            der.write(0x81);
        }
        der.write(content.size());
        der.writeBytes(content.toByteArray());
        return der.toByteArray();
    }
}
