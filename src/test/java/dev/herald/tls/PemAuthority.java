package dev.herald.tls;

import io.netty.pkitesting.X509Bundle;
import java.security.cert.X509Certificate;
import java.util.OptionalInt;

/** An authority as there are on the net: clients know its root, and what it issues is signed by a certificate between. */
public final class PemAuthority {

    private final X509Bundle root;
    private final X509Bundle between;

    private PemAuthority(X509Bundle root, X509Bundle between) {
        this.root = root;
        this.between = between;
    }

    /** A new one. */
    public static PemAuthority make() throws Exception {
        X509Bundle root = PemPair.certificate("EC", "root")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle between = PemPair.certificate("EC", "between")
                .setIsCertificateAuthority(true)
                .setPathLengthConstraint(OptionalInt.of(0))
                .buildIssuedBy(root);
        return new PemAuthority(root, between);
    }

    /** The same; nothing is written into {@code folder}. */
    public static PemAuthority make(java.nio.file.Path folder) throws Exception {
        return make();
    }

    /** What clients trust. */
    public X509Certificate root() {
        return root.getCertificate();
    }

    /** The same as PEM text. */
    public String rootPem() {
        return root.getCertificatePEM();
    }

    /** A certificate of that kind, with the one between. */
    public PemPair issue(String kind) throws Exception {
        return PemPair.of(PemPair.forLoopback(kind).buildIssuedBy(between));
    }
}
