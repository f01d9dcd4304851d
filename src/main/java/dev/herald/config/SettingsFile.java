package dev.herald.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The settings file, in the format of {@link Properties}. */
public final class SettingsFile {

    /** Its name in the data directory. */
    public static final String NAME = "herald.properties";

    private SettingsFile() {}

    /**
     * Reads the values in the file.
     *
     * @throws StartupException if it cannot be read
     */
    public static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException("cannot read the settings file " + file, e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    /**
     * Writes the annotated defaults.
     *
     * @throws StartupException if it cannot be written
     */
    static void write(Path file, SettingsDefaults defaults) {
        try {
            PrivateFiles.createDirectory(file.toAbsolutePath().getParent());
            PrivateFiles.write(file, defaults.annotatedFile().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StartupException("cannot write the settings file " + file, e);
        }
    }
}
