package dev.herald.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The settings of the database connection.
 *
 * @param url JDBC URL ({@code herald.database.url}); empty for an H2 file in the data directory
 * @param user {@code herald.database.user}
 * @param password {@code herald.database.password}
 * @param passwordFile name of a file with the password ({@code herald.database.password-file}); empty for none
 * @param maxConnections the most open connections, 1 to 1000 ({@code herald.database.max-connections})
 * @param migrate whether to migrate the schema at startup ({@code herald.database.migrate})
 * @param startTimeoutSeconds how long to wait for the database at startup, at least 0 ({@code herald.database.start-timeout})
 */
public record RegistrySettings(
        String url,
        String user,
        String password,
        String passwordFile,
        int maxConnections,
        boolean migrate,
        int startTimeoutSeconds) {

    public RegistrySettings {
        if (!url.isEmpty()) {
            Vendor.of(url);
        }
        require(
                maxConnections >= 1 && maxConnections <= 1000,
                "herald.database.max-connections must be from 1 to 1000",
                maxConnections);
        require(
                startTimeoutSeconds >= 0,
                "herald.database.start-timeout must be at least 0 seconds",
                startTimeoutSeconds);
    }

    private static void require(boolean valid, String rule, int value) {
        if (!valid) {
            throw new IllegalArgumentException(rule + ", but is " + value);
        }
    }

    /**
     * The current password.
     *
     * @throws RegistryUnavailableException if its file cannot be read
     */
    String currentPassword() {
        if (passwordFile.isEmpty()) {
            return password;
        }
        try {
            return Files.readString(Path.of(passwordFile)).strip();
        } catch (IOException e) {
            throw new RegistryUnavailableException(
                    "herald.database.password-file " + passwordFile + " cannot be read", e);
        }
    }

    /** Without password and URL, which may contain one. */
    @Override
    public String toString() {
        return "RegistrySettings[user=" + user + "]";
    }
}
