package dev.herald.tls;

import io.netty.pkitesting.X509Bundle;
import java.security.cert.X509Certificate;
import java.util.OptionalInt;

/** A certificate authority with a root and an intermediate certificate. */
public final class PemAuthority {

    private final X509Bundle root;
    private final X509Bundle intermediate;

    private PemAuthority(X509Bundle root, X509Bundle intermediate) {
        this.root = root;
        this.intermediate = intermediate;
    }

    /** Creates an authority. */
    public static PemAuthority make() throws Exception {
        X509Bundle root = PemPair.certificate("EC", "root")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle intermediate = PemPair.certificate("EC", "intermediate")
                .setIsCertificateAuthority(true)
                .setPathLengthConstraint(OptionalInt.of(0))
                .buildIssuedBy(root);
        return new PemAuthority(root, intermediate);
    }

    /** Creates an authority; {@code folder} is not used. */
    public static PemAuthority make(java.nio.file.Path folder) throws Exception {
        return make();
    }

    /** The root certificate. */
    public X509Certificate root() {
        return root.getCertificate();
    }

    /** The root certificate in PEM format. */
    public String rootPem() {
        return root.getCertificatePEM();
    }

    /** Issues a certificate of a key type, with the intermediate certificate. */
    public PemPair issue(String kind) throws Exception {
        return PemPair.of(PemPair.forLoopback(kind).buildIssuedBy(intermediate));
    }
}
