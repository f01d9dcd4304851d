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
 * Every setting with its default and its sentence, in the order of {@code META-INF/microprofile-config.properties}, where they
 * stand once. That file is of a plain form: a sentence in a comment of one line, then {@code key=value}.
 *
 * @param settings all of them
 */
public record SettingsDefaults(List<Setting> settings) {

    private static final String RESOURCE = "META-INF/microprofile-config.properties";
    private static final String PREFIX = "herald.";
    private static final Set<String> SECRETS =
            Set.of(ConnectionKey.SETTING, "herald.database.url", "herald.database.password", ApiTokens.TOKEN);

    /**
     * One setting.
     *
     * @param key begins with {@code herald.}; ends with {@value SettingLabels#PLACE} where the operator chooses the rest
     * @param value the default, empty if there is none
     * @param sentence what it is for
     */
    public record Setting(String key, String value, String sentence) {

        /** Whether its value is a secret, or may contain one as a JDBC URL does. */
        public boolean secret() {
            return SECRETS.contains(key);
        }

        /** The environment variable of that key, by the rule of MicroProfile Config. */
        public String variable() {
            return SettingsDefaults.variable(key.replaceAll("[<>]", ""));
        }
    }

    /** Reads them where they stand. */
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
        String sentence = "";
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (line.startsWith("#")) {
                sentence = line.substring(1).strip();
            } else if (line.startsWith(PREFIX) && equals > 0) {
                settings.add(new Setting(line.substring(0, equals), line.substring(equals + 1), sentence));
                sentence = "";
            }
        }
        return new SettingsDefaults(List.copyOf(settings));
    }

    /** The setting of that key, if there is one; one that is open to labels is found by any that is well formed. */
    public Optional<Setting> find(String key) {
        return settings.stream()
                .filter(setting -> setting.key().equals(key)
                        || SettingLabels.in(key, setting.key()).isPresent())
                .findFirst();
    }

    /** Whether an environment variable gives some setting a value. */
    boolean reads(String variable) {
        return settings.stream()
                .anyMatch(setting -> SettingLabels.open(setting.key())
                        ? SettingLabels.inVariable(variable, setting.key()).isPresent()
                        : setting.variable().equals(variable));
    }

    /** The environment variable of a key, by the rule of MicroProfile Config. */
    static String variable(String key) {
        return key.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The file that the first start writes: everything is there, and nothing is set. */
    String annotatedFile() {
        return settings.stream()
                .map(setting -> "# " + setting.sentence() + "\n#" + setting.key() + "=" + setting.value() + "\n")
                .collect(Collectors.joining("\n", """
                        # The settings of Herald. Each line shows a default; take away its # to change the value.
                        # Environment variables (HERALD_UDP_BIND for herald.udp.bind) override this file, and system
                        # properties override those.

                        """, ""));
    }
}
