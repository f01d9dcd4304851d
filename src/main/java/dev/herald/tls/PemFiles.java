package dev.herald.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The paths of a certificate and its key, as certbot, lego, Caddy or acme.sh write them.
 *
 * @param setting the prefix of the keys of the settings, such as {@code herald.http.netty.tls}
 * @param certificate a PEM file with the certificate, followed by its chain; empty for no TLS
 * @param key a PEM file with the private key, not encrypted (see {@link PemKey}); empty for no TLS
 */
public record PemFiles(String setting, String certificate, String key) {

    /**
     * The contents of both files.
     *
     * @param certificate one character for each byte (ISO-8859-1)
     * @param key one character for each byte (ISO-8859-1)
     */
    record Contents(String certificate, String key) {

        PemIdentity identity(Instant now) throws IOException {
            return PemIdentity.of(certificate, key, now);
        }
    }

    /** Validates that both paths or none are set. */
    public PemFiles {
        if (certificate.isEmpty() != key.isEmpty()) {
            boolean keyOnly = certificate.isEmpty();
            throw new IllegalArgumentException(setting + (keyOnly ? ".key" : ".certificate") + " must come with "
                    + setting + (keyOnly ? ".certificate" : ".key") + ", but is alone with " + certificate + key);
        }
        requirePath(setting + ".certificate", certificate);
        requirePath(setting + ".key", key);
    }

    private static void requirePath(String key, String text) {
        try {
            Path unused = Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(key + " must name a file, but is " + text, e);
        }
    }

    /** Whether the files are set. */
    public boolean given() {
        return !certificate.isEmpty();
    }

    /**
     * Reads the certificate and its key.
     *
     * @throws IOException naming the settings and files, if they are unusable at this time
     */
    public PemIdentity read(Instant now) throws IOException {
        try {
            return contents().identity(now);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    Contents contents() throws IOException {
        return new Contents(
                Files.readString(Path.of(certificate), StandardCharsets.ISO_8859_1),
                Files.readString(Path.of(key), StandardCharsets.ISO_8859_1));
    }

    IOException unusable(Exception cause) {
        return new IOException(
                "cannot use " + certificate + " (" + setting + ".certificate) with " + key + " (" + setting + ".key): "
                        + reason(cause),
                cause);
    }

    /** The message for the operator. */
    static String reason(Exception cause) {
        return cause instanceof NoSuchFileException missing
                ? missing.getFile() + " does not exist"
                : String.valueOf(cause.getMessage());
    }
}
