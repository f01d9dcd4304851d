package dev.herald.config;

import dev.herald.config.SettingsDefaults.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
public record SettingsSources(
        SettingsDefaults defaults,
        Map<String, String> properties,
        Map<String, String> environment,
        Map<String, String> file,
        String fileName)
        implements SettingsValues {

    /** Names the settings file; no setting itself, because it cannot stand in that file. */
    public static final String CONFIG = "herald.config";

    private static final String DEFAULT = "default";
    private static final String CONFIG_VARIABLE = "HERALD_CONFIG";

    /**
     * The sources of this process, with its settings file if there is one.
     *
     * @throws StartupException if the file cannot be read, or is named and not there
     */
    public static SettingsSources ofThisProcess() {
        Map<String, String> properties = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name));
        }
        return of(SettingsDefaults.load(), properties, System.getenv());
    }

    static SettingsSources of(
            SettingsDefaults defaults, Map<String, String> properties, Map<String, String> environment) {
        Optional<Path> named = configured(properties, environment).map(Path::of);
        // The directory cannot be what the file itself says.
        SettingsSources outside = new SettingsSources(defaults, properties, environment, Map.of(), "");
        Path file = named.orElseGet(() -> Path.of(outside.value("herald.data-dir"), SettingsFile.NAME))
                .toAbsolutePath();
        boolean there = named.isPresent() || Files.exists(file);
        return new SettingsSources(
                defaults, properties, environment, there ? SettingsFile.read(file) : Map.of(), file.toString());
    }

    /**
     * Writes the annotated settings file where there is none yet.
     *
     * @throws StartupException if it cannot be written
     */
    public void writeFileIfAbsent() {
        if (Files.notExists(Path.of(fileName))) {
            SettingsFile.write(Path.of(fileName), defaults);
        }
    }

    /** The name of the settings file that a system property or the environment gives. */
    static Optional<String> configured(Map<String, String> properties, Map<String, String> environment) {
        return Optional.ofNullable(properties.getOrDefault(CONFIG, environment.get(CONFIG_VARIABLE)))
                .filter(name -> !name.isBlank());
    }

    @Override
    public String value(String key) {
        return found(key).map(Found::value).orElse("").strip();
    }

    /** Whether some source gives the setting a value, be it empty, so that the default does not hold. */
    boolean gives(String key) {
        return found(key).filter(found -> !found.source().equals(DEFAULT)).isPresent();
    }

    /** Where the value of a setting comes from, in words; what the launcher says of it is believed. */
    public String source(String key) {
        return Optional.ofNullable(properties.get(StartupSignals.SOURCE + key))
                .or(() -> found(key).map(Found::source))
                .orElse(DEFAULT);
    }

    @Override
    public Set<String> labels(String key) {
        Set<String> names = new TreeSet<>(properties.keySet());
        names.addAll(file.keySet());
        return SettingLabels.of(key, names, environment.keySet());
    }

    /**
     * All values, checked.
     *
     * @throws StartupException with each value that is invalid (key, rule, value and source) and each name that is no setting
     */
    public Settings settings() {
        return SettingsCheck.of(this, this);
    }

    /**
     * Names that are no settings, in the file and among the system properties that begin like ours: for each a line with the place
     * and the nearest name that is a setting.
     */
    List<String> strangers() {
        Stream<String> inProperties = properties.keySet().stream()
                .filter(name -> name.startsWith("herald.") && !name.equals(CONFIG))
                .filter(this::unknown)
                .sorted()
                .map(name -> stranger(name, "among the system properties"));
        Stream<String> inFile =
                file.keySet().stream().filter(this::unknown).sorted().map(name -> stranger(name, "in " + fileName));
        return Stream.concat(inProperties, inFile).toList();
    }

    /** Environment variables that begin like ours and are no settings, each with the nearest that is, if it is near. */
    public List<String> strangeVariables() {
        List<String> known = Stream.concat(
                        defaults.settings().stream().map(Setting::variable), Stream.of(CONFIG_VARIABLE))
                .toList();
        return environment.keySet().stream()
                .filter(name -> name.startsWith("HERALD_") && !name.equals(CONFIG_VARIABLE) && !defaults.reads(name))
                .sorted()
                .map(name -> {
                    String nearest = NearestName.of(name, known);
                    return NearestName.distance(name, nearest) > 3 ? name : name + " (near " + nearest + ")";
                })
                .toList();
    }

    /** Keys of secrets that are system properties, where others can see them. */
    public List<String> secretProperties() {
        return defaults.settings().stream()
                .filter(Setting::secret)
                .flatMap(setting -> keys(setting.key()).stream())
                .filter(properties::containsKey)
                .toList();
    }

    private boolean unknown(String name) {
        return defaults.find(name).isEmpty() || SettingLabels.open(name);
    }

    private String stranger(String name, String where) {
        String nearest = NearestName.of(
                name, defaults.settings().stream().map(Setting::key).collect(Collectors.toList()));
        return name + " " + where + " is no setting of Herald; the nearest is " + nearest;
    }

    private Optional<Found> found(String key) {
        if (properties.containsKey(key)) {
            return Optional.of(new Found(properties.get(key), "system property"));
        }
        Optional<Setting> setting = defaults.find(key);
        // By the rule of MicroProfile Config: as it is, with underscores, and in capitals.
        Optional<Found> variable = Stream.of(key, key.replaceAll("[^a-zA-Z0-9]", "_"), SettingsDefaults.variable(key))
                .filter(environment::containsKey)
                .findFirst()
                .map(name -> new Found(environment.get(name), "environment variable " + name));
        return variable.or(() -> Optional.ofNullable(file.get(key)).map(value -> new Found(value, fileName)))
                .or(() -> setting.map(known -> new Found(known.value(), DEFAULT)));
    }

    private record Found(String value, String source) {}

    /** Without the values, some of which are secrets. */
    @Override
    public String toString() {
        return "SettingsSources[fileName=" + fileName + "]";
    }
}
