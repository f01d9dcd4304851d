package dev.herald.config;

import dev.herald.admin.manage.EffectiveSettings;
import dev.herald.admin.manage.EffectiveSettings.Shown;
import dev.herald.config.SettingsDefaults.Setting;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings as the operator may see them: secrets are masked, wherever they stand. */
public final class MaskedSettings {

    static final String MASK = "***";

    private static final Set<String> SECRETS =
            Set.of(ConnectionKey.SETTING, "herald.database.password", ApiTokens.TOKEN);

    /** What a JDBC URL may give away: a parameter such as {@code password} or {@code sslpassword}, and what stands before an @. */
    private static final Pattern IN_URL = Pattern.compile(
            "(?i)(?<=[?&;])([a-z]*(?:password|secret|token)[a-z]*=)[^&;]*|(?<=//)([^/@?]*:)[^/@]*(?=@)");

    private MaskedSettings() {}

    /** Every setting; one that is open to labels comes once for each of its labels. */
    public static EffectiveSettings of(SettingsSources sources) {
        List<Shown> shown = sources.defaults().settings().stream()
                .flatMap(setting -> sources.keys(setting.key()).stream().map(key -> shown(setting, key, sources)))
                .toList();
        return new EffectiveSettings(shown);
    }

    private static Shown shown(Setting setting, String key, SettingsSources sources) {
        String value = sources.value(key);
        return new Shown(key, SECRETS.contains(setting.key()) ? whole(value) : inside(value), sources.source(key));
    }

    /** That there is none is no secret. */
    private static String whole(String value) {
        return value.isEmpty() ? "" : MASK;
    }

    private static String inside(String value) {
        return IN_URL.matcher(value).replaceAll(found -> {
            String kept = found.group(1) == null ? found.group(2) : found.group(1);
            return Matcher.quoteReplacement(kept + MASK);
        });
    }
}
