package dev.herald.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** An authority as there are on the net: clients know its root, and what it issues is signed by a certificate between. */
public final class PemAuthority {

    private static final String ROOT = "root";
    private static final String BETWEEN = "between";

    private final Path store;
    private final X509Certificate root;
    private final X509Certificate between;

    private int issued;

    private PemAuthority(Path store, X509Certificate root, X509Certificate between) {
        this.store = store;
        this.root = root;
        this.between = between;
    }

    /** A new one. */
    public static PemAuthority make(Path folder) throws Exception {
        Path store = Files.createTempDirectory(folder, "authority").resolve("keys.p12");
        List<String> words = new ArrayList<>(PemPair.genkeypair(ROOT, "EC", "root"));
        words.addAll(List.of("-ext", "bc:c"));
        PemPair.keytool(store, words);
        PemPair.keytool(store, PemPair.genkeypair(BETWEEN, "EC", "between"));
        X509Certificate between = sign(store, BETWEEN, ROOT, "bc:c=ca:true,pathlen:0");
        return new PemAuthority(store, (X509Certificate) PemPair.keys(store).getCertificate(ROOT), between);
    }

    /** What clients trust. */
    public X509Certificate root() {
        return root;
    }

    /** The same as PEM text. */
    public String rootPem() throws GeneralSecurityException {
        return PemPair.pem(root);
    }

    /** A certificate of that kind, with the one between, in the form of certbot's fullchain.pem. */
    public PemPair issue(String kind) throws Exception {
        issued++;
        String alias = "issued-" + issued;
        PemPair.keytool(store, PemPair.genkeypair(alias, kind, "localhost"));
        X509Certificate own = sign(store, alias, BETWEEN, PemPair.LOOPBACK);
        return PemPair.of(PemPair.keys(store), alias, List.of(own, between));
    }

    private static X509Certificate sign(Path store, String alias, String signer, String extension) throws Exception {
        Path request = store.resolveSibling(alias + ".csr");
        Path signed = store.resolveSibling(alias + ".cer");
        PemPair.keytool(store, List.of("-certreq", "-alias", alias, "-file", request.toString()));
        PemPair.keytool(
                store,
                List.of(
                        "-gencert",
                        "-alias",
                        signer,
                        "-infile",
                        request.toString(),
                        "-outfile",
                        signed.toString(),
                        "-ext",
                        extension,
                        "-validity",
                        "30"));
        return read(signed);
    }

    private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        }
    }
}
