package dev.herald.config;

import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/**
 * The settings as MicroProfile Config finds them.
 *
 * @param own what Herald itself finds: MicroProfile Config takes an empty value for none and goes on to the default, replaces
 *     what looks like an expression in a password, and the container may keep the names of environment variables to itself
 */
public record ConfiguredValues(Config config, SettingsSources own) implements SettingsValues {

    @Override
    public String value(String key) {
        return own.gives(key)
                ? own.value(key)
                : config.getOptionalValue(key, String.class).orElse("");
    }

    @Override
    public Set<String> labels(String key) {
        Set<String> names = new TreeSet<>();
        config.getPropertyNames().forEach(names::add);
        return SettingLabels.of(key, names, own.environment().keySet());
    }
}
