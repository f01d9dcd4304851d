package dev.herald.tls;

import java.io.ByteArrayInputStream;
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
 * A certificate with its chain, and the key that belongs to it.
 *
 * @param chain its own certificate first
 */
public record PemIdentity(List<X509Certificate> chain, PrivateKey key) {

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
     * @throws InvalidPemException if it is not a certificate and its key, or not valid now
     */
    static PemIdentity of(byte[] certificate, byte[] key, Instant now) throws InvalidPemException {
        List<X509Certificate> chain = chain(certificate);
        X509Certificate own = chain.get(0);
        try {
            own.checkValidity(Date.from(now));
        } catch (CertificateNotYetValidException e) {
            throw new InvalidPemException(
                    "the certificate is not valid before " + own.getNotBefore().toInstant());
        } catch (GeneralSecurityException e) {
            throw new InvalidPemException(
                    "the certificate has expired on " + own.getNotAfter().toInstant());
        }
        PrivateKey secret = PemKey.of(key, own.getPublicKey());
        if (!matches(own, secret)) {
            throw new InvalidPemException("the key is not that of the certificate");
        }
        return new PemIdentity(chain, secret);
    }

    private static List<X509Certificate> chain(byte[] text) throws InvalidPemException {
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
        throw new InvalidPemException("the certificate's file has no certificate in PEM form");
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
