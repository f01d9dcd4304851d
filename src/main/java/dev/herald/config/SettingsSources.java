package dev.herald.config;

import dev.herald.config.SettingsDefaults.Setting;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sources of settings in the order of their precedence: system properties, environment variables, the settings file, the container's
 * configuration (MicroProfile Config), defaults. Herald does not leave this to MicroProfile Config, which treats an empty value as absent,
 * expands expressions in passwords, and is not available before the container has booted.
 *
 * @param defaults all settings
 * @param properties system properties
 * @param environment environment variables
 * @param file the values of the settings file; empty if it does not exist
 * @param fileName the absolute path of the settings file
 * @param container values that an administrator of an application server has configured there
 */
public record SettingsSources(
        SettingsDefaults defaults,
        Map<String, String> properties,
        Map<String, String> environment,
        Map<String, String> file,
        String fileName,
        Map<String, String> container)
        implements SettingsValues {

    /** The system property that names the settings file. It is not a setting, because the file cannot contain it. */
    public static final String CONFIG = "herald.config";

    /** The name of the settings file in the data directory. */
    static final String FILE_NAME = "herald.properties";

    private static final String DEFAULT = "default";
    private static final String CONFIG_VARIABLE = "HERALD_CONFIG";

    /**
     * Returns the sources of this process, without a container.
     *
     * @throws StartupException if the settings file cannot be read, or was named and does not exist
     */
    public static SettingsSources ofThisProcess() {
        return of(SettingsDefaults.load(), strings(System.getProperties()), System.getenv());
    }

    static SettingsSources of(
            SettingsDefaults defaults, Map<String, String> properties, Map<String, String> environment) {
        Optional<Path> named = configured(properties, environment).map(Path::of);
        // The settings file cannot set the directory that it is in.
        SettingsSources outside = new SettingsSources(defaults, properties, environment, Map.of(), "", Map.of());
        Path file = named.orElseGet(() -> Path.of(outside.value("herald.data-dir"), FILE_NAME))
                .toAbsolutePath();
        Map<String, String> values = named.isPresent() || Files.exists(file) ? readFile(file) : Map.of();
        return new SettingsSources(defaults, properties, environment, values, file.toString(), Map.of());
    }

    /**
     * Adds the configuration of a container.
     *
     * @param values by name; those of other applications and those that repeat a default are ignored
     */
    public SettingsSources withContainer(Map<String, String> values) {
        Map<String, String> configured = new TreeMap<>(values);
        configured.entrySet().removeIf(entry -> defaults.find(entry.getKey())
                .filter(setting -> !setting.value().equals(entry.getValue()))
                .isEmpty());
        return new SettingsSources(defaults, properties, environment, file, fileName, configured);
    }

    /**
     * Writes the annotated settings file if it does not exist.
     *
     * @throws StartupException if it cannot be written
     */
    public void writeFileIfAbsent() {
        Path path = Path.of(fileName);
        if (Files.exists(path)) {
            return;
        }
        try {
            PrivateFiles.createDirectory(path.getParent());
            PrivateFiles.write(path, defaults.annotatedFile().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StartupException("cannot write the settings file " + path, e);
        }
    }

    /**
     * Reads a settings file, in the format of {@link Properties}.
     *
     * @throws StartupException if it cannot be read
     */
    public static Map<String, String> readFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException("cannot read the settings file " + file, e);
        }
        return strings(properties);
    }

    private static Map<String, String> strings(Properties properties) {
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    /** Returns the path of the settings file if a system property or environment variable names one. */
    static Optional<String> configured(Map<String, String> properties, Map<String, String> environment) {
        return Optional.ofNullable(properties.getOrDefault(CONFIG, environment.get(CONFIG_VARIABLE)))
                .filter(name -> !name.isBlank());
    }

    @Override
    public String value(String key) {
        return found(key).map(Found::value).orElse("").strip();
    }

    /**
     * Describes the source of a setting's value. The launcher passes all settings to the application as system properties, together with
     * the sources that it has read them from.
     */
    public String source(String key) {
        return Optional.ofNullable(properties.get(StartupSignals.SOURCE + key))
                .or(() -> found(key).map(Found::source))
                .orElse(DEFAULT);
    }

    @Override
    public Set<String> labels(String key) {
        Set<String> names = new TreeSet<>(properties.keySet());
        names.addAll(file.keySet());
        names.addAll(container.keySet());
        return SettingLabels.all(key, names, environment.keySet());
    }

    /**
     * Reads and checks all settings.
     *
     * @throws StartupException naming each invalid value (key, rule, value and source) and each unknown setting
     */
    public Settings settings() {
        return SettingsCheck.of(this);
    }

    /**
     * Returns a line for each name in the settings file, and each system property that begins with {@code herald.}, that is not a setting.
     */
    List<String> unknownSettings() {
        Stream<String> inProperties =
                properties.keySet().stream().filter(name -> name.startsWith("herald.") && !name.equals(CONFIG));
        return Stream.concat(
                        unknown(inProperties, "among the system properties"),
                        unknown(file.keySet().stream(), "in " + fileName))
                .toList();
    }

    private Stream<String> unknown(Stream<String> names, String where) {
        List<String> known = defaults.settings().stream().map(Setting::key).toList();
        return names.filter(name -> defaults.find(name).isEmpty() || SettingLabels.isOpen(name))
                .sorted()
                .map(name -> name + " " + where + " is not a setting of Herald; did you mean "
                        + NearestName.of(name, known) + "?");
    }

    /** Returns each environment variable that begins with {@code HERALD_} and is not a setting, with a similar one that is. */
    public List<String> unknownVariables() {
        List<String> known = Stream.concat(
                        defaults.settings().stream().map(Setting::variable), Stream.of(CONFIG_VARIABLE))
                .toList();
        return environment.keySet().stream()
                .filter(name ->
                        name.startsWith("HERALD_") && !name.equals(CONFIG_VARIABLE) && !defaults.hasVariable(name))
                .sorted()
                .map(name -> {
                    String nearest = NearestName.of(name, known);
                    return NearestName.distance(name, nearest) > 3 ? name : name + " (did you mean " + nearest + "?)";
                })
                .toList();
    }

    /** Returns the keys of secrets that are set by system properties, which other users can read in the process list. */
    public List<String> secretProperties() {
        return defaults.settings().stream()
                .filter(Setting::secret)
                .flatMap(setting -> keys(setting.key()).stream())
                .filter(properties::containsKey)
                .toList();
    }

    private Optional<Found> found(String key) {
        if (properties.containsKey(key)) {
            return Optional.of(new Found(properties.get(key), "system property"));
        }
        Optional<Setting> setting = defaults.find(key);
        Optional<Found> variable = variables(key)
                .filter(environment::containsKey)
                .findFirst()
                .map(name -> new Found(environment.get(name), "environment variable " + name));
        return variable.or(() -> Optional.ofNullable(file.get(key)).map(value -> new Found(value, fileName)))
                .or(() -> Optional.ofNullable(container.get(key))
                        .map(value -> new Found(value, "the container's configuration")))
                .or(() -> setting.map(known -> new Found(known.value(), DEFAULT)));
    }

    /** The rule of MicroProfile Config: the name itself, with underscores, with underscores and in upper case. */
    private static Stream<String> variables(String key) {
        return Stream.of(key, key.replaceAll("[^a-zA-Z0-9]", "_"), SettingsDefaults.variable(key));
    }

    /** Returns these sources without the values for {@code keys}, whose defaults apply then. */
    SettingsSources without(Set<String> keys) {
        Set<String> variables =
                keys.stream().flatMap(SettingsSources::variables).collect(Collectors.toSet());
        return new SettingsSources(
                defaults,
                without(keys, properties),
                without(variables, environment),
                without(keys, file),
                fileName,
                without(keys, container));
    }

    private static Map<String, String> without(Set<String> names, Map<String, String> values) {
        Map<String, String> others = new TreeMap<>(values);
        others.keySet().removeAll(names);
        return others;
    }

    private record Found(String value, String source) {}

    /** Omits the values, because some are secrets. */
    @Override
    public String toString() {
        return "SettingsSources[fileName=" + fileName + "]";
    }
}
