package dev.herald.config;

import java.util.List;
import java.util.Set;

/** Values of settings. */
@FunctionalInterface
public interface SettingsValues {

    /** Returns the value of a setting; empty if it has none. */
    String value(String key);

    /** Returns the labels that are used in place of {@value SettingLabels#PLACEHOLDER} for the setting {@code key}. */
    default Set<String> labels(String key) {
        return Set.of();
    }

    /** Returns {@code key} itself, or one key for each of its labels. */
    default List<String> keys(String key) {
        return SettingLabels.isOpen(key)
                ? labels(key).stream()
                        .map(label -> SettingLabels.key(label, key))
                        .toList()
                : List.of(key);
    }
}
