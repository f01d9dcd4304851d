package dev.herald.admin.manage;

import java.util.List;

/**
 * The settings that are in force.
 *
 * @param all every one of them, in the order of their documentation
 */
public record EffectiveSettings(List<Shown> all) {

    /** Takes a copy of {@code all}. */
    public EffectiveSettings {
        all = List.copyOf(all);
    }

    /**
     * A setting.
     *
     * @param key begins with {@code herald.}
     * @param value what is in force, with stars in the place of secrets
     * @param source where that comes from: a system property, an environment variable, the file, or the default
     */
    public record Shown(String key, String value, String source) {}
}
