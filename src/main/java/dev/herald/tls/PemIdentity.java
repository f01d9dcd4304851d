package dev.herald.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * A certificate with its chain and key.
 *
 * @param chain starts with the certificate
 */
public record PemIdentity(List<X509Certificate> chain, PrivateKey key) {

    public PemIdentity {
        chain = List.copyOf(chain);
    }

    /** The end of the validity of the certificate, in seconds since 1970. */
    public long expires() {
        return chain.get(0).getNotAfter().toInstant().getEpochSecond();
    }

    /**
     * Parses the contents of both files, one character for each byte.
     *
     * @throws IOException if they are not a certificate and its key, or it is not valid now
     */
    static PemIdentity of(String certificate, String key, Instant now) throws IOException {
        List<X509Certificate> chain = chain(certificate);
        X509Certificate own = chain.get(0);
        try {
            own.checkValidity(Date.from(now));
        } catch (CertificateNotYetValidException e) {
            throw new IOException(
                    "the certificate is not valid before " + own.getNotBefore().toInstant());
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the certificate has expired on " + own.getNotAfter().toInstant());
        }
        PrivateKey privateKey = PemKey.of(key, own.getPublicKey());
        if (!matches(own, privateKey)) {
            throw new IOException("the key does not match the certificate");
        }
        return new PemIdentity(chain, privateKey);
    }

    private static List<X509Certificate> chain(String text) throws IOException {
        try {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (GeneralSecurityException e) {
            // Reported below without the message of the parser.
        }
        throw new IOException("the certificate file has no certificate in PEM format");
    }

    /** Signs with the key, and verifies with the certificate. */
    private static boolean matches(X509Certificate certificate, PrivateKey key) {
        String type = certificate.getPublicKey().getAlgorithm();
        String algorithm =
                switch (type) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> type;
                };
        try {
            byte[] text = {1, 2, 3};
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(text);
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(text);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
