package dev.herald.launcher;

import dev.herald.config.PrivateFiles;
import dev.herald.config.StartupException;
import dev.herald.tls.PemIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.HexFormat;

/**
 * A certificate as a key store, the only form that the container reads. File permissions protect it; the password does not, because the
 * container writes it to its configuration.
 *
 * @param path a PKCS#12 file
 * @param password of the file and the key; random
 */
record KeyStoreFile(Path path, String password) {

    /** The alias of the certificate in the key store. */
    static final String ALIAS = "herald";

    /**
     * Writes the key store.
     *
     * @throws StartupException if it cannot be written
     */
    static KeyStoreFile write(Path path, PemIdentity identity) {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    ALIAS,
                    identity.key(),
                    password.toCharArray(),
                    identity.chain().toArray(Certificate[]::new));
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            store.store(file, password.toCharArray());
            PrivateFiles.write(path, file.toByteArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new StartupException("cannot write " + path, e);
        }
        return new KeyStoreFile(path, password);
    }
}
