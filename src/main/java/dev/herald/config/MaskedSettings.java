package dev.herald.config;

import dev.herald.admin.manage.EffectiveSettings;
import dev.herald.admin.manage.EffectiveSettings.Shown;
import dev.herald.config.SettingsDefaults.Setting;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The effective settings with their secrets masked, for the API. */
public final class MaskedSettings {

    static final String MASK = "***";

    /** Secrets in a JDBC URL: parameters such as {@code password} and {@code sslpassword}, and the part before an @. */
    private static final Pattern IN_URL = Pattern.compile(
            "(?i)(?<=[?&;])([a-z]*(?:password|secret|token)[a-z]*=)[^&;]*|(?<=//)([^/@?]*:)[^/@]*(?=@)");

    private MaskedSettings() {}

    /** Returns all settings, and one for each label where the operator chooses the last part of the key. */
    public static EffectiveSettings of(SettingsSources sources) {
        List<Shown> settings = sources.defaults().settings().stream()
                .flatMap(setting -> sources.keys(setting.key()).stream().map(key -> masked(setting, key, sources)))
                .toList();
        return new EffectiveSettings(settings);
    }

    /** An empty value is shown as such. A URL is masked in part. */
    private static Shown masked(Setting setting, String key, SettingsSources sources) {
        String value = sources.value(key);
        boolean whole = setting.secret() && !value.isEmpty() && !key.equals("herald.database.url");
        return new Shown(
                key, whole ? MASK : maskedInside(value), sources.source(key), setting.value(), setting.description());
    }

    private static String maskedInside(String value) {
        return IN_URL.matcher(value).replaceAll(found -> {
            String kept = found.group(1) == null ? found.group(2) : found.group(1);
            return Matcher.quoteReplacement(kept + MASK);
        });
    }
}
