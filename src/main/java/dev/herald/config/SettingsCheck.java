package dev.herald.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads all settings and reports every error at once. The records of the settings reject one invalid value each, so they are built again,
 * with the default in place of each rejected value, until nothing is rejected.
 */
final class SettingsCheck {

    private SettingsCheck() {}

    /**
     * Returns all settings.
     *
     * @throws StartupException naming each invalid value (key, rule, value and source) and each unknown setting
     */
    static Settings of(SettingsSources sources) {
        List<String> errors = new ArrayList<>(sources.unknownSettings());
        Set<String> rejected = new TreeSet<>();
        while (true) {
            try {
                Settings settings = Settings.of(sources.without(rejected));
                if (errors.isEmpty()) {
                    return settings;
                }
                throw new StartupException(errors);
            } catch (IllegalArgumentException e) {
                if (!reject(StartupException.message(e), sources, rejected, errors)) {
                    throw new StartupException(errors);
                }
            }
        }
    }

    /** Records a rejection and adds its key to {@code rejected}. Returns false if there is no key to add. */
    private static boolean reject(
            String rejection, SettingsSources sources, Set<String> rejected, List<String> errors) {
        List<String> keys = sources.defaults().settings().stream()
                .flatMap(setting -> sources.keys(setting.key()).stream())
                .toList();
        Optional<String> key =
                keys.stream().filter(each -> rejection.startsWith(each + " ")).findFirst();
        if (key.isEmpty() || rejected.add(key.get())) {
            errors.add(rejection
                    + key.map(each -> " (" + sources.source(each) + ")").orElse(""));
            return key.isPresent();
        }
        // The default is rejected too, because of another value of the same group, which this rejection has named.
        String group = group(key.get());
        return rejected.addAll(
                keys.stream().filter(each -> group(each).equals(group)).toList());
    }

    /** {@code herald.announce} for {@code herald.announce.interval}. */
    private static String group(String key) {
        int end = key.indexOf('.', key.indexOf('.') + 1);
        return end < 0 ? key : key.substring(0, end);
    }
}
