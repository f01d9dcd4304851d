package dev.herald.config;

import dev.herald.admin.ConfiguredToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the API tokens in the settings, which contain the token or the path of a file with it. No message contains a token. */
final class ApiTokens {

    static final String TOKEN = "herald.api.token." + SettingLabels.PLACEHOLDER;
    static final String TOKEN_FILE = "herald.api.token-file." + SettingLabels.PLACEHOLDER;

    private static final int MOST_BYTES = 4096;

    private ApiTokens() {}

    /**
     * Reads all tokens.
     *
     * @throws IllegalArgumentException naming the key and the rule if a token is empty, set twice, or its file cannot be read
     */
    static List<ConfiguredToken> of(SettingsValues values) {
        List<ConfiguredToken> tokens = new ArrayList<>();
        Set<String> inFiles = values.labels(TOKEN_FILE);
        for (String label : values.labels(TOKEN)) {
            String key = SettingLabels.key(label, TOKEN);
            if (inFiles.contains(label)) {
                throw new IllegalArgumentException(
                        key + " must not be set beside " + SettingLabels.key(label, TOKEN_FILE));
            }
            tokens.add(new ConfiguredToken(label, required(values.value(key).strip(), key)));
        }
        for (String label : inFiles) {
            String key = SettingLabels.key(label, TOKEN_FILE);
            tokens.add(
                    new ConfiguredToken(label, required(read(values.value(key).strip(), key), key)));
        }
        return tokens;
    }

    private static String required(String secret, String key) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException(key + " must give a token, but it is empty");
        }
        return secret;
    }

    private static String read(String name, String key) {
        try (InputStream file = Files.newInputStream(Path.of(name))) {
            byte[] bytes = file.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException(
                        key + " must name a file that holds nothing but a token, but is " + name);
            }
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(key + " must name a file that can be read, but is " + name, e);
        }
    }
}
