package dev.herald.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The file in which an operator sets things. */
final class SettingsFile {

    /** Its name in the data directory. */
    static final String NAME = "herald.properties";

    private SettingsFile() {}

    /**
     * What the file sets.
     *
     * @throws StartRefused if it cannot be read
     */
    static Map<String, String> read(Path file) throws StartRefused {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefused("cannot read the settings file " + file, e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    /**
     * Writes the annotated defaults.
     *
     * @throws StartRefused if it cannot be written
     */
    static void write(Path file, Defaults defaults) throws StartRefused {
        try {
            Files.writeString(file, defaults.annotatedFile());
        } catch (IOException e) {
            throw new StartRefused("cannot write the settings file " + file, e);
        }
    }
}
