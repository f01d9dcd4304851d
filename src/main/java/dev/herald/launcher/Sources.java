package dev.herald.launcher;

import dev.herald.app.Settings;
import dev.herald.launcher.Defaults.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the value of a setting comes from: a system property, else the environment, else the settings file, else the default.
 *
 * @param defaults every setting there is
 * @param properties system properties
 * @param environment environment variables
 * @param file what the settings file says; empty if there is none
 * @param fileName how to call that file
 */
record Sources(
        Defaults defaults,
        Map<String, String> properties,
        Map<String, String> environment,
        Map<String, String> file,
        String fileName) {

    /** Names the settings file; no setting itself, because it cannot stand in that file. */
    static final String CONFIG = "herald.config";

    private static final String CONFIG_VARIABLE = "HERALD_CONFIG";

    /** The name of the settings file that a system property or the environment gives. */
    static Optional<String> configured(Map<String, String> properties, Map<String, String> environment) {
        return Optional.ofNullable(properties.getOrDefault(CONFIG, environment.get(CONFIG_VARIABLE)))
                .filter(name -> !name.isBlank());
    }

    /** The value of a setting, the empty string if it has none. */
    String value(String key) {
        return found(key).map(Found::value).orElse("").strip();
    }

    /**
     * All values, checked.
     *
     * @throws StartRefused naming key, value, rule and source of the first that makes no sense
     */
    Settings settings() throws StartRefused {
        try {
            return Settings.of(this::value);
        } catch (IllegalArgumentException e) {
            String line = Reasons.of(e);
            String source = defaults.settings().stream()
                    .map(Setting::key)
                    .filter(key -> line.startsWith(key + " "))
                    .findFirst()
                    .flatMap(this::found)
                    .map(found -> " (" + found.source() + ")")
                    .orElse("");
            throw new StartRefused(line + source);
        }
    }

    /**
     * Refuses names that are no settings, in the file and among the system properties that begin like ours.
     *
     * @throws StartRefused naming the first, where it stands, and the nearest name that is a setting
     */
    void refuseStrangers() throws StartRefused {
        Optional<String> property = properties.keySet().stream()
                .filter(name -> name.startsWith("herald.") && !name.equals(CONFIG))
                .filter(this::unknown)
                .sorted()
                .findFirst();
        if (property.isPresent()) {
            throw stranger(property.get(), "among the system properties");
        }
        Optional<String> line =
                file.keySet().stream().filter(this::unknown).sorted().findFirst();
        if (line.isPresent()) {
            throw stranger(line.get(), "in " + fileName);
        }
    }

    /** Environment variables that begin like ours and are no settings, each with the nearest that is, if it is near. */
    List<String> strangeVariables() {
        List<String> known = Stream.concat(
                        defaults.settings().stream().map(Setting::variable), Stream.of(CONFIG_VARIABLE))
                .toList();
        return environment.keySet().stream()
                .filter(name -> name.startsWith("HERALD_") && !known.contains(name))
                .sorted()
                .map(name -> {
                    String nearest = NearestName.of(name, known);
                    return NearestName.distance(name, nearest) > 3 ? name : name + " (near " + nearest + ")";
                })
                .toList();
    }

    private boolean unknown(String name) {
        return defaults.find(name).isEmpty();
    }

    private StartRefused stranger(String name, String where) {
        String nearest = NearestName.of(
                name, defaults.settings().stream().map(Setting::key).collect(Collectors.toList()));
        return new StartRefused(name + " " + where + " is no setting of Herald; the nearest is " + nearest);
    }

    private Optional<Found> found(String key) {
        if (properties.containsKey(key)) {
            return Optional.of(new Found(properties.get(key), "system property"));
        }
        Optional<Setting> setting = defaults.find(key);
        // By the rule of MicroProfile Config: as it is, with underscores, and in capitals.
        Optional<Found> variable = Stream.of(
                        key,
                        key.replaceAll("[^a-zA-Z0-9]", "_"),
                        setting.map(Setting::variable).orElse(key))
                .filter(environment::containsKey)
                .findFirst()
                .map(name -> new Found(environment.get(name), "environment variable " + name));
        return variable.or(() -> Optional.ofNullable(file.get(key)).map(value -> new Found(value, fileName)))
                .or(() -> setting.map(known -> new Found(known.value(), "default")));
    }

    private record Found(String value, String source) {}
}
