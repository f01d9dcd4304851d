package dev.herald.config;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings file as a source of MicroProfile Config, for a server that was not started by Herald's own launcher: above
 * the defaults of the application and below the environment.
 */
public final class SettingsFileSource implements ConfigSource {

    private static final int ORDINAL = 200;

    private final Map<String, String> values = read();

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public String getValue(String key) {
        return values.get(key);
    }

    @Override
    public String getName() {
        return "herald.properties";
    }

    /** A file that cannot be read is told of when the application starts and reads it again; a source must not throw. */
    private static Map<String, String> read() {
        try {
            return SettingsSources.ofThisProcess().file();
        } catch (StartupException e) {
            return Map.of();
        }
    }
}
