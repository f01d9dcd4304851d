package dev.herald.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A certificate for loopback and its key in PEM format, self-signed or issued by {@link PemAuthority}. */
public record PemPair(String certificate, String key, X509Certificate read) {

    /** Creates a pair of a key type ({@code EC} or {@code RSA}), valid now. */
    public static PemPair make(String kind) throws Exception {
        return of(forLoopback(kind).setIsCertificateAuthority(true).buildSelfSigned());
    }

    /** Creates a pair with that validity. */
    static PemPair make(String kind, Instant notBefore, Instant notAfter) throws Exception {
        return of(forLoopback(kind)
                .notBefore(notBefore)
                .notAfter(notAfter)
                .setIsCertificateAuthority(true)
                .buildSelfSigned());
    }

    /** Creates a pair; {@code folder} is not used. */
    public static PemPair make(Path folder, String kind) throws Exception {
        return make(kind);
    }

    /** Valid for 30 days from now, with the names that clients verify. */
    static CertificateBuilder forLoopback(String kind) {
        return certificate(kind, "localhost").addSanDnsName("localhost").addSanIpAddress("127.0.0.1");
    }

    static CertificateBuilder certificate(String kind, String name) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        CertificateBuilder builder =
                new CertificateBuilder().subject("CN=" + name).notBefore(now).notAfter(now.plus(Duration.ofDays(30)));
        return kind.equals("EC") ? builder.ecp256() : builder.rsa2048();
    }

    /** With the certificate chain, as in certbot's fullchain.pem. */
    static PemPair of(X509Bundle bundle) {
        return new PemPair(bundle.getCertificatePathPEM(), bundle.getPrivateKeyPEM(), bundle.getCertificate());
    }

    /** The pair as read from files. */
    public PemIdentity identity() {
        try {
            return PemIdentity.of(certificate, key, read.getNotBefore().toInstant());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Overwrites both files. */
    public void write(Path certificateFile, Path keyFile) throws IOException {
        Files.writeString(keyFile, key);
        Files.writeString(certificateFile, certificate);
    }
}
