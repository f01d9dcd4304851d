package dev.herald.http.tls;

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

/** A real certificate for loopback, signed by itself, and its key, as PEM text; made by the JDK's keytool. */
public record PemPair(String certificate, String key, X509Certificate read) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Of that kind ({@code EC} or {@code RSA}), valid now. */
    public static PemPair make(Path folder, String kind) throws Exception {
        return make(folder, kind, "-0d", 30);
    }

    /** Valid from {@code start} (such as {@code -10d}) for so many days. */
    public static PemPair make(Path folder, String kind, String start, int days) throws Exception {
        Path store = Files.createTempDirectory(folder, "keys").resolve("keys.p12");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
        command.addAll(List.of("-genkeypair", "-alias", "herald", "-keyalg", kind, "-storetype", "PKCS12"));
        command.addAll(kind.equals("EC") ? List.of("-groupname", "secp256r1") : List.of("-keysize", "2048"));
        command.addAll(List.of("-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1"));
        command.addAll(List.of("-ext", "bc:c", "-startdate", start, "-validity", Integer.toString(days)));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(output);
        }
        return read(store);
    }

    /** As it is read from files. */
    public PemIdentity identity() {
        try {
            return PemIdentity.of(
                    certificate.getBytes(StandardCharsets.US_ASCII),
                    key.getBytes(StandardCharsets.US_ASCII),
                    read.getNotBefore().toInstant());
        } catch (BadPem e) {
            throw new IllegalStateException(e);
        }
    }

    /** Overwrites both files. */
    public void write(Path certificateFile, Path keyFile) throws IOException {
        Files.writeString(keyFile, key);
        Files.writeString(certificateFile, certificate);
    }

    private static PemPair read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        X509Certificate certificate = (X509Certificate) keys.getCertificate("herald");
        return new PemPair(
                pem("CERTIFICATE", certificate.getEncoded()),
                pem("PRIVATE KEY", keys.getKey("herald", PASSWORD).getEncoded()),
                certificate);
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
