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

/** A real certificate for loopback, signed by itself unless {@link PemAuthority} has, and its key, as PEM text. */
public record PemPair(String certificate, String key, X509Certificate read) {

    /** Of that kind ({@code EC} or {@code RSA}), valid now. */
    public static PemPair make(String kind) throws Exception {
        return of(forLoopback(kind).setIsCertificateAuthority(true).buildSelfSigned());
    }

    /** Makes one that is valid for that time. */
    static PemPair make(String kind, Instant notBefore, Instant notAfter) throws Exception {
        return of(forLoopback(kind)
                .notBefore(notBefore)
                .notAfter(notAfter)
                .setIsCertificateAuthority(true)
                .buildSelfSigned());
    }

    /** The same; nothing is written into {@code folder}. */
    public static PemPair make(Path folder, String kind) throws Exception {
        return make(kind);
    }

    /** One that is valid from now on for 30 days, with the names under which clients ask for it. */
    static CertificateBuilder forLoopback(String kind) {
        return certificate(kind, "localhost").addSanDnsName("localhost").addSanIpAddress("127.0.0.1");
    }

    static CertificateBuilder certificate(String kind, String name) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        CertificateBuilder builder =
                new CertificateBuilder().subject("CN=" + name).notBefore(now).notAfter(now.plus(Duration.ofDays(30)));
        return kind.equals("EC") ? builder.ecp256() : builder.rsa2048();
    }

    /** With the certificates that lead from its own to its authority, as in certbot's fullchain.pem. */
    static PemPair of(X509Bundle bundle) {
        return new PemPair(bundle.getCertificatePathPEM(), bundle.getPrivateKeyPEM(), bundle.getCertificate());
    }

    /** As it is read from files. */
    public PemIdentity identity() {
        try {
            return PemIdentity.of(
                    certificate,
                    key,
                    read.getNotBefore().toInstant());
        } catch (InvalidPemException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Overwrites both files. */
    public void write(Path certificateFile, Path keyFile) throws IOException {
        Files.writeString(keyFile, key);
        Files.writeString(certificateFile, certificate);
    }
}
