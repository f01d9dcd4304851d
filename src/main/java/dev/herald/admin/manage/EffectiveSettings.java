package dev.herald.admin.manage;

import java.util.List;

/**
 * The effective settings.
 *
 * @param all all settings, in the order of the reference
 */
public record EffectiveSettings(List<Shown> all) {

    public EffectiveSettings {
        all = List.copyOf(all);
    }

    /**
     * A setting.
     *
     * @param key name, beginning with {@code herald.}
     * @param value effective value; secrets are masked
     * @param source where the value comes from: a system property, an environment variable, the file, or the default
     * @param standard the default; empty if there is none
     * @param description what it sets
     */
    public record Shown(String key, String value, String source, String standard, String description) {}
}
