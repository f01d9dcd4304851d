package dev.herald.config;

import dev.herald.config.SettingsDefaults.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads all settings and names everything that is wrong with them. The records that own the settings name one invalid value
 * each; so they are built again, with the default in the place of what was refused, until nothing else is.
 */
public final class SettingsCheck {

    private final SettingsSources sources;
    private final SettingsValues given;
    private final List<String> complaints;
    private final Set<String> replaced = new TreeSet<>();

    private SettingsCheck(SettingsSources sources, SettingsValues given) {
        this.sources = sources;
        this.given = given;
        this.complaints = new ArrayList<>(sources.strangers());
    }

    /**
     * All settings.
     *
     * @param sources names defaults, the source of each value, and names that are no settings
     * @param values what is read
     * @throws StartupException with each value that is invalid (key, rule, value and source) and each name that is no setting
     */
    public static Settings of(SettingsSources sources, SettingsValues values) {
        return new SettingsCheck(sources, values).run();
    }

    private Settings run() {
        while (true) {
            try {
                Settings settings = Settings.of(new Valid());
                if (complaints.isEmpty()) {
                    return settings;
                }
                throw new StartupException(complaints);
            } catch (IllegalArgumentException e) {
                if (!replace(ErrorMessages.of(e))) {
                    throw new StartupException(complaints);
                }
            }
        }
    }

    /** Notes what was refused and replaces it; false if there is nothing left to replace. */
    private boolean replace(String refusal) {
        Optional<String> key =
                keys().stream().filter(each -> refusal.startsWith(each + " ")).findFirst();
        if (key.isEmpty() || replaced.add(key.get())) {
            complaints.add(
                    refusal + key.map(each -> " (" + sources.source(each) + ")").orElse(""));
            return key.isPresent();
        }
        // Even its default is refused, because of another value of its group, which this complaint has named.
        String group = group(key.get());
        return replaced.addAll(
                keys().stream().filter(each -> group(each).equals(group)).toList());
    }

    private List<String> keys() {
        return sources.defaults().settings().stream()
                .flatMap(setting -> given.keys(setting.key()).stream())
                .collect(Collectors.toList());
    }

    /** {@code herald.announce} of {@code herald.announce.interval}. */
    private static String group(String key) {
        int end = key.indexOf('.', key.indexOf('.') + 1);
        return end < 0 ? key : key.substring(0, end);
    }

    /** What is given, but for what was refused. */
    private final class Valid implements SettingsValues {

        @Override
        public String value(String key) {
            return replaced.contains(key)
                    ? sources.defaults().find(key).map(Setting::value).orElse("")
                    : given.value(key);
        }

        @Override
        public Set<String> labels(String key) {
            return given.labels(key).stream()
                    .filter(label -> !replaced.contains(SettingLabels.put(label, key)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
