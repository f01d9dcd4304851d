package dev.herald.tls;

import dev.herald.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A real certificate for loopback, signed by itself unless {@link PemAuthority} has, and its key, as PEM text; made by the JDK's
 * keytool.
 */
public record PemPair(String certificate, String key, X509Certificate read) {

    /** The names under which clients ask for it. */
    static final String LOOPBACK = "san=dns:localhost,ip:127.0.0.1";

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Of that kind ({@code EC} or {@code RSA}), valid now. */
    public static PemPair make(Path folder, String kind) throws Exception {
        return make(folder, kind, "-0d", 30);
    }

    /** Valid from {@code start} (such as {@code -10d}) for so many days. */
    public static PemPair make(Path folder, String kind, String start, int days) throws Exception {
        Path store = Files.createTempDirectory(folder, "keys").resolve("keys.p12");
        List<String> words = new ArrayList<>(genkeypair("herald", kind, "localhost"));
        words.addAll(List.of("-ext", LOOPBACK, "-ext", "bc:c"));
        words.addAll(List.of("-startdate", start, "-validity", Integer.toString(days)));
        keytool(store, words);
        KeyStore keys = keys(store);
        return of(keys, "herald", List.of((X509Certificate) keys.getCertificate("herald")));
    }

    /** The words that make a key of that kind. */
    static List<String> genkeypair(String alias, String kind, String name) {
        List<String> words =
                new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-keyalg", kind, "-dname", "CN=" + name));
        words.addAll(kind.equals("EC") ? List.of("-groupname", "secp256r1") : List.of("-keysize", "2048"));
        return words;
    }

    /** Runs the JDK's keytool on {@code store}. */
    static void keytool(Path store, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1"));
        command.addAll(words);
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        Commands.run(new ProcessBuilder(command));
    }

    /** As it is read from files. */
    public PemIdentity identity() {
        try {
            return PemIdentity.of(
                    certificate.getBytes(StandardCharsets.US_ASCII),
                    key.getBytes(StandardCharsets.US_ASCII),
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

    /** What {@link #keytool} has put there. */
    static KeyStore keys(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        return keys;
    }

    /** The key of that name, with the certificates that lead from its own to its authority. */
    static PemPair of(KeyStore keys, String alias, List<X509Certificate> chain) throws GeneralSecurityException {
        StringBuilder certificates = new StringBuilder();
        for (X509Certificate certificate : chain) {
            certificates.append(pem(certificate));
        }
        return new PemPair(
                certificates.toString(),
                pem("PRIVATE KEY", keys.getKey(alias, PASSWORD).getEncoded()),
                chain.get(0));
    }

    static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
