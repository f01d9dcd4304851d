package dev.herald.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/**
 * Where a certificate and its key lie, as certbot, lego, Caddy or acme.sh write them.
 *
 * @param setting what the keys of the settings begin with, such as {@code herald.http.netty.tls}
 * @param certificate a PEM file with the certificate and those that lead to its authority, in that order; empty for no TLS
 * @param key a PEM file with the private key, without a password (see {@link PemKey}); empty for no TLS
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

    /**
     * Reads them.
     *
     * @throws IOException naming the settings and the files, if they cannot be used now
     */
    public PemIdentity read(Instant now) throws IOException {
        return identified(now).identity();
    }

    /** What the files hold, and what that is. */
    record Identified(Contents contents, PemIdentity identity) {}

    /** The same with what it was read from. */
    Identified identified(Instant now) throws IOException {
        try {
            Contents contents = contents();
            return new Identified(contents, contents.identity(now));
        } catch (InvalidPemException | IOException e) {
            throw new IOException(
                    "cannot use " + certificate + " (" + setting + ".certificate) with " + key + " (" + setting
                            + ".key): " + reason(e),
                    e);
        }
    }

    Contents contents() throws IOException {
        return new Contents(Files.readAllBytes(Path.of(certificate)), Files.readAllBytes(Path.of(key)));
    }

    static String reason(Exception fault) {
        return fault instanceof NoSuchFileException missing
                ? missing.getFile() + " is not there"
                : String.valueOf(fault.getMessage());
    }

    /** What both files hold. */
    static final class Contents {

        private final byte[] certificate;
        private final byte[] key;

        private Contents(byte[] certificate, byte[] key) {
            this.certificate = certificate;
            this.key = key;
        }

        PemIdentity identity(Instant now) throws InvalidPemException {
            return PemIdentity.of(certificate, key, now);
        }

        /** One after the other, to be compared. */
        byte[] both() {
            byte[] both = Arrays.copyOf(certificate, certificate.length + key.length);
            System.arraycopy(key, 0, both, certificate.length, key.length);
            return both;
        }
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
