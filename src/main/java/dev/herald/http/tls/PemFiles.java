package dev.herald.http.tls;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a certificate and its key lie, as certbot writes them.
 *
 * @param setting what the keys of the settings begin with, such as {@code herald.volume.tls}
 * @param certificate a PEM file with the certificate and those that lead to its authority, in that order; empty for no TLS
 * @param key a PEM file with the private key (PKCS#8, {@code BEGIN PRIVATE KEY}); empty for no TLS
 */
public record PemFiles(String setting, String certificate, String key) {

    /** Refuses one without the other, and names of no file. */
    public PemFiles {
        requireBoth(setting, certificate, key);
        requirePath(setting + ".certificate", certificate);
        requirePath(setting + ".key", key);
    }

    /** Whether there are any. */
    public boolean given() {
        return !certificate.isEmpty();
    }

    Path certificatePath() {
        return Path.of(certificate);
    }

    Path keyPath() {
        return Path.of(key);
    }

    private static void requireBoth(String setting, String certificate, String key) {
        if (certificate.isEmpty() != key.isEmpty()) {
            boolean keyAlone = certificate.isEmpty();
            throw new IllegalArgumentException(setting + (keyAlone ? ".key" : ".certificate") + " must come with "
                    + setting + (keyAlone ? ".certificate" : ".key") + ", but is alone with " + certificate + key);
        }
    }

    private static void requirePath(String key, String text) {
        try {
            Path unused = Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(key + " must name a file, but is " + text, e);
        }
    }
}
