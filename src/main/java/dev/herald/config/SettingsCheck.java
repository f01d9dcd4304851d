package dev.herald.config;

import dev.herald.config.SettingsDefaults.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads all settings and reports every error at once. The records of the settings reject one invalid value each, so they are built again,
 * with the default in place of each rejected value, until nothing is rejected.
 */
final class SettingsCheck {

    private final SettingsSources sources;
    private final List<String> errors;
    private final Set<String> replaced = new TreeSet<>();

    private SettingsCheck(SettingsSources sources) {
        this.sources = sources;
        this.errors = new ArrayList<>(sources.unknownSettings());
    }

    /**
     * Returns all settings.
     *
     * @throws StartupException naming each invalid value (key, rule, value and source) and each unknown setting
     */
    static Settings of(SettingsSources sources) {
        return new SettingsCheck(sources).run();
    }

    private Settings run() {
        while (true) {
            try {
                Settings settings = Settings.of(new ReplacedValues());
                if (errors.isEmpty()) {
                    return settings;
                }
                throw new StartupException(errors);
            } catch (IllegalArgumentException e) {
                if (!replace(ErrorMessages.of(e))) {
                    throw new StartupException(errors);
                }
            }
        }
    }

    /** Records a rejection and replaces the rejected value. Returns false if there is nothing left to replace. */
    private boolean replace(String rejection) {
        Optional<String> key =
                keys().stream().filter(each -> rejection.startsWith(each + " ")).findFirst();
        if (key.isEmpty() || replaced.add(key.get())) {
            errors.add(rejection
                    + key.map(each -> " (" + sources.source(each) + ")").orElse(""));
            return key.isPresent();
        }
        // The default is rejected too, because of another value of the same group, which this rejection has named.
        String group = group(key.get());
        return replaced.addAll(
                keys().stream().filter(each -> group(each).equals(group)).toList());
    }

    private List<String> keys() {
        return sources.defaults().settings().stream()
                .flatMap(setting -> sources.keys(setting.key()).stream())
                .toList();
    }

    /** {@code herald.announce} for {@code herald.announce.interval}. */
    private static String group(String key) {
        int end = key.indexOf('.', key.indexOf('.') + 1);
        return end < 0 ? key : key.substring(0, end);
    }

    /** The configured values, and the defaults in place of those that were rejected. */
    private final class ReplacedValues implements SettingsValues {

        @Override
        public String value(String key) {
            return replaced.contains(key)
                    ? sources.defaults().find(key).map(Setting::value).orElse("")
                    : sources.value(key);
        }

        @Override
        public Set<String> labels(String key) {
            return sources.labels(key).stream()
                    .filter(label -> !replaced.contains(SettingLabels.put(label, key)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
