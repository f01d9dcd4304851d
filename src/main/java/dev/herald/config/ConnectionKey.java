package dev.herald.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Where the secret of the UDP connection ids comes from: the settings, or a file of its own that the first start makes and
 * later starts read, so that a restart does not turn away every client that holds an id.
 */
public final class ConnectionKey {

    /** Length of the secret in bytes. */
    static final int BYTES = 16;

    /** The setting that overrides the file. */
    public static final String SETTING = "herald.udp.connection-key";

    /** The file's name in the data directory. */
    static final String FILE = "connection-id.key";

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{" + 2 * BYTES + "}");

    private ConnectionKey() {}

    /**
     * The secret: what the setting says, else what the file in {@code dataDir} says, else a new one that is written there.
     *
     * @param setting 32 hexadecimal digits, or empty
     * @throws IllegalArgumentException if the setting or the file is anything else; the text does not show it
     * @throws StartupException if the file can be neither read nor written
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
            throw new StartupException("cannot keep the secret of the connection ids in " + file, e);
        }
    }

    /**
     * Refuses a setting that {@link #of} would refuse, before there is a data directory.
     *
     * @param setting 32 hexadecimal digits, or empty
     * @throws IllegalArgumentException if it is anything else; the text does not show it
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
