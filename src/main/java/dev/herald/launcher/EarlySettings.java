package dev.herald.launcher;

import dev.herald.app.SettingsFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The two settings that are needed before any code of the application is at hand, found where the application would find them.
 * What is wrong with them is said later, by those who check all settings.
 */
final class EarlySettings {

    private static final String DATA_DIR = "herald.data-dir";
    private static final String CACHE = "herald.start.cache";

    private final Properties properties;
    private final Map<String, String> environment;

    EarlySettings(Properties properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    static EarlySettings ofThisProcess() {
        return new EarlySettings(System.getProperties(), System.getenv());
    }

    /**
     * Where the start keeps what makes the next one faster; empty if that is not wanted.
     *
     * @throws IOException if the settings file is there and cannot be read
     */
    Optional<Path> cache() throws IOException {
        Path dataDir = Path.of(outside(DATA_DIR).orElse("herald-data"));
        Path file = outside("herald.config").map(Path::of).orElseGet(() -> dataDir.resolve(SettingsFile.NAME));
        Properties inFile = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                inFile.load(reader);
            } catch (IllegalArgumentException e) {
                throw new IOException(e);
            }
        }
        Path data =
                outside(DATA_DIR).map(Path::of).orElseGet(() -> Path.of(inFile.getProperty(DATA_DIR, "herald-data")));
        return Optional.of(outside(CACHE)
                        .orElseGet(() -> inFile.getProperty(CACHE, "cache"))
                        .strip())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> data.resolve(folder).toAbsolutePath().normalize());
    }

    private Optional<String> outside(String key) {
        String underscored = key.replaceAll("[^a-zA-Z0-9]", "_");
        return Optional.ofNullable(properties.getProperty(key))
                .or(() -> Stream.of(key, underscored, underscored.toUpperCase(java.util.Locale.ROOT))
                        .filter(environment::containsKey)
                        .findFirst()
                        .map(environment::get));
    }
}
