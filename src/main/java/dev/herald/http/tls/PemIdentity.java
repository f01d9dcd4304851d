package dev.herald.http.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate with its chain, and the key that belongs to it.
 *
 * @param chain its own certificate first
 */
public record PemIdentity(List<X509Certificate> chain, PrivateKey key) {

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN ((?:[A-Z0-9]+ )*)PRIVATE KEY-----([^-]+)-----END ");

    /** Keeps a copy of the chain. */
    public PemIdentity {
        chain = List.copyOf(chain);
    }

    /** Until when it is valid, in seconds since 1970. */
    public long expires() {
        return chain.get(0).getNotAfter().toInstant().getEpochSecond();
    }

    /**
     * Reads the text of both files.
     *
     * @throws BadPem if it is not a certificate and its key, or not valid now
     */
    static PemIdentity of(byte[] certificate, byte[] key, Instant now) throws BadPem {
        List<X509Certificate> chain = chain(certificate);
        X509Certificate own = chain.get(0);
        try {
            own.checkValidity(Date.from(now));
        } catch (CertificateNotYetValidException e) {
            throw new BadPem(
                    "the certificate is not valid before " + own.getNotBefore().toInstant());
        } catch (GeneralSecurityException e) {
            throw new BadPem(
                    "the certificate has expired on " + own.getNotAfter().toInstant());
        }
        PrivateKey secret = key(key, own.getPublicKey().getAlgorithm());
        if (!matches(own, secret)) {
            throw new BadPem("the key is not that of the certificate");
        }
        return new PemIdentity(chain, secret);
    }

    private static List<X509Certificate> chain(byte[] text) throws BadPem {
        try {
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(text))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (GeneralSecurityException e) {
            // Said below, without what a parser has to say.
        }
        throw new BadPem("the certificate's file has no certificate in PEM form");
    }

    private static PrivateKey key(byte[] text, String algorithm) throws BadPem {
        Matcher block = PRIVATE_KEY.matcher(new String(text, StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            throw new BadPem("the key's file has no private key in PEM form");
        }
        if (!block.group(1).isEmpty()) {
            throw new BadPem(
                    "the key must be in PKCS#8 form without a password (BEGIN PRIVATE KEY), but begins with BEGIN "
                            + block.group(1) + "PRIVATE KEY: openssl pkcs8 -topk8 -nodes makes one of the other");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(block.group(2));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BadPem("the key's file has no key of the certificate's kind, which is " + algorithm);
        }
    }

    private static boolean matches(X509Certificate certificate, PrivateKey key) {
        String kind = certificate.getPublicKey().getAlgorithm();
        String algorithm =
                switch (kind) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> kind;
                };
        try {
            byte[] text = {1, 2, 3};
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text);
            Signature check = Signature.getInstance(algorithm);
            check.initVerify(certificate.getPublicKey());
            check.update(text);
            return check.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
