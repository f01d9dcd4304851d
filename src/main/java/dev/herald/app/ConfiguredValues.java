package dev.herald.app;

import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/**
 * The settings as MicroProfile Config finds them.
 *
 * @param variables the names of the environment variables, which the container may keep to itself
 */
record ConfiguredValues(Config config, Set<String> variables) implements SettingsValues {

    @Override
    public String value(String key) {
        return config.getOptionalValue(key, String.class).orElse("");
    }

    @Override
    public Set<String> labels(String key) {
        Set<String> names = new TreeSet<>();
        config.getPropertyNames().forEach(names::add);
        return Labels.of(key, names, variables);
    }
}
