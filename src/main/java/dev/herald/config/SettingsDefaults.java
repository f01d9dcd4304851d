package dev.herald.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All settings with their defaults and descriptions, in the order of {@code META-INF/microprofile-config.properties}. Each setting there is a
 * comment of one line, which describes it, followed by {@code key=value}.
 */
public record SettingsDefaults(List<Setting> settings) {

    private static final String RESOURCE = "META-INF/microprofile-config.properties";
    private static final String PREFIX = "herald.";
    private static final Set<String> SECRETS =
            Set.of(ConnectionKey.SETTING, "herald.database.url", "herald.database.password", ApiTokens.TOKEN);

    /**
     * One setting.
     *
     * @param key begins with {@code herald.}; ends with {@value SettingLabels#PLACEHOLDER} if the operator chooses the last part
     * @param value the default; empty if there is none
     * @param description what it sets
     */
    public record Setting(String key, String value, String description) {

        /** Returns whether the value is a secret or may contain one, as a JDBC URL does. */
        public boolean secret() {
            return SECRETS.contains(key);
        }

        /** Returns the environment variable of the key. */
        public String variable() {
            return SettingsDefaults.variable(key.replaceAll("[<>]", ""));
        }
    }

    /** Loads them from the class path. */
    public static SettingsDefaults load() {
        try (InputStream resource = SettingsDefaults.class.getClassLoader().getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return parse(lines.lines().toList());
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
    }

    static SettingsDefaults parse(List<String> lines) {
        List<Setting> settings = new ArrayList<>();
        String description = "";
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (line.startsWith("#")) {
                description = line.substring(1).strip();
            } else if (line.startsWith(PREFIX) && equals > 0) {
                settings.add(new Setting(line.substring(0, equals), line.substring(equals + 1), description));
                description = "";
            }
        }
        return new SettingsDefaults(List.copyOf(settings));
    }

    /** Returns the setting of a key. A key with any valid label finds the setting whose last part the operator chooses. */
    public Optional<Setting> find(String key) {
        return settings.stream()
                .filter(setting -> setting.key().equals(key)
                        || SettingLabels.labelIn(key, setting.key()).isPresent())
                .findFirst();
    }

    /** Returns whether an environment variable sets a setting. */
    boolean hasVariable(String variable) {
        return settings.stream()
                .anyMatch(setting -> SettingLabels.isOpen(setting.key())
                        ? SettingLabels.labelInVariable(variable, setting.key()).isPresent()
                        : setting.variable().equals(variable));
    }

    /** Returns the environment variable of a key, by the rule of MicroProfile Config. */
    static String variable(String key) {
        return key.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Returns the settings file that the first start writes: all settings, commented out. */
    String annotatedFile() {
        return settings.stream()
                .map(setting -> "# " + setting.description() + "\n#" + setting.key() + "=" + setting.value() + "\n")
                .collect(Collectors.joining("\n", """
                        # Settings of Herald. The lines show the defaults; to change a value, remove the # and edit the line.
                        # Environment variables (HERALD_UDP_BIND for herald.udp.bind) override this file, and system
                        # properties override those.

                        """, ""));
    }
}
