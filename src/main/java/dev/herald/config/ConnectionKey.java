package dev.herald.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The secret of the UDP connection ids: from the settings, or from a file that the first start creates and later starts read, so that the
 * ids of clients remain valid after a restart.
 */
public final class ConnectionKey {

    /** Length of the secret in bytes. */
    static final int BYTES = 16;

    /** The setting that overrides the file. */
    public static final String SETTING = "herald.udp.connection-key";

    /** The name of the file in the data directory. */
    static final String FILE = "connection-id.key";

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{" + 2 * BYTES + "}");

    private ConnectionKey() {}

    /**
     * Returns the secret in the setting, otherwise that in the file in {@code dataDir}, otherwise a new one, which is written to the file.
     *
     * @param setting 32 hexadecimal digits, or empty
     * @throws IllegalArgumentException if the setting or the file is invalid; the message does not contain it
     * @throws StartupException if the file cannot be read or written
     */
    public static byte[] of(String setting, Path dataDir) {
        if (!setting.isEmpty()) {
            return parse(setting, SETTING);
        }
        Path file = dataDir.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return parse(Files.readString(file, StandardCharsets.ISO_8859_1).strip(), file.toString());
            }
            byte[] key = new byte[BYTES];
            new SecureRandom().nextBytes(key);
            PrivateFiles.createDirectory(dataDir);
            PrivateFiles.write(file, (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII));
            return key;
        } catch (IOException e) {
            throw new StartupException("cannot store the secret of the connection ids in " + file, e);
        }
    }

    /**
     * Checks the setting without a data directory.
     *
     * @param setting 32 hexadecimal digits, or empty
     * @throws IllegalArgumentException if it is invalid; the message does not contain it
     */
    static void check(String setting) {
        if (!setting.isEmpty()) {
            parse(setting, SETTING);
        }
    }

    private static byte[] parse(String text, String where) {
        if (!HEX.matcher(text).matches()) {
            throw new IllegalArgumentException(where + " must be " + 2 * BYTES + " hexadecimal digits, but has "
                    + text.length() + " characters that are not shown here");
        }
        return HexFormat.of().parseHex(text);
    }
}
