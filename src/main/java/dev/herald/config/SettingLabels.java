package dev.herald.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Labels: the last part of the key of some settings, which the operator chooses, such as {@code admin} in {@code herald.api.token.admin}.
 *
 * <p>An environment variable has only upper-case letters and underscores. It means the label of the settings file or of a system
 * property that maps to the same variable; otherwise for the label in lower case with hyphens.
 */
final class SettingLabels {

    /** The placeholder of a label in a key. */
    static final String PLACEHOLDER = "<label>";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private SettingLabels() {}

    /** Returns whether a key ends with the placeholder. */
    static boolean isOpen(String key) {
        return key.endsWith(PLACEHOLDER);
    }

    /** Replaces the placeholder of {@code openKey} with a label. */
    static String key(String label, String openKey) {
        return prefix(openKey) + label;
    }

    /** Returns the label in {@code name}; empty if the name does not match {@code openKey}. */
    static Optional<String> labelIn(String name, String openKey) {
        return isOpen(openKey) ? rest(name, prefix(openKey)) : Optional.empty();
    }

    /**
     * Returns the label in an environment variable; empty if the variable does not match {@code openKey}. No label begins with
     * {@code FILE}: the variable of {@code herald.api.token-file.admin} is also that of {@code herald.api.token.file-admin}, and the path
     * of a file would become a token.
     */
    static Optional<String> labelInVariable(String variable, String openKey) {
        return rest(variable, SettingsDefaults.variable(prefix(openKey)))
                .filter(rest -> !rest.equals("FILE") && !rest.startsWith("FILE_"))
                .map(rest -> rest.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Returns all labels for {@code openKey} in {@code names} and environment {@code variables}. */
    static Set<String> all(String openKey, Collection<String> names, Collection<String> variables) {
        Set<String> labels = new TreeSet<>();
        names.forEach(name -> labelIn(name, openKey).ifPresent(labels::add));
        Set<String> taken = new TreeSet<>();
        labels.forEach(label -> taken.add(SettingsDefaults.variable(key(label, openKey))));
        variables.stream()
                .filter(variable -> !taken.contains(variable))
                .forEach(variable -> labelInVariable(variable, openKey).ifPresent(labels::add));
        return labels;
    }

    private static String prefix(String openKey) {
        return openKey.substring(0, openKey.length() - PLACEHOLDER.length());
    }

    private static Optional<String> rest(String name, String prefix) {
        return Optional.of(name)
                .filter(whole -> whole.startsWith(prefix))
                .map(whole -> whole.substring(prefix.length()))
                .filter(label -> WELL_FORMED.matcher(label).matches());
    }
}
