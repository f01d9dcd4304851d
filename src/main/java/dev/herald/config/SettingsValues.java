package dev.herald.config;

import java.util.List;
import java.util.Set;

/** Where settings have their values from, whatever that is. */
@FunctionalInterface
public interface SettingsValues {

    /** The value of a setting, the empty string if it has none. */
    String value(String key);

    /** What stands in the place of {@value SettingLabels#PLACE} in the names that are given for the setting {@code key}. */
    default Set<String> labels(String key) {
        return Set.of();
    }

    /** The names that are given for the setting {@code key}: its own, unless it is open to labels. */
    default List<String> keys(String key) {
        return SettingLabels.open(key)
                ? labels(key).stream()
                        .map(label -> SettingLabels.put(label, key))
                        .toList()
                : List.of(key);
    }
}
