package dev.herald.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The end of the name of some settings, which the operator chooses: {@code admin} in {@code herald.api.token.admin}.
 *
 * <p>An environment variable has capitals and underscores only. If the file or a system property gives a label that becomes
 * that variable, it is that label; else it is written in small letters and with hyphens.
 */
final class SettingLabels {

    /** What stands in the place of a label where there is none yet. */
    static final String PLACE = "<label>";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private SettingLabels() {}

    /** Whether a key leaves room for a label. */
    static boolean open(String key) {
        return key.endsWith(PLACE);
    }

    /** The key with that label in it. */
    static String put(String label, String openKey) {
        return prefix(openKey) + label;
    }

    /** The label of a name that {@code openKey} leaves room for; empty if it is no such name. */
    static Optional<String> in(String name, String openKey) {
        return open(openKey) ? rest(name, prefix(openKey)) : Optional.empty();
    }

    /**
     * The label of an environment variable that {@code openKey} leaves room for. None begins with {@code FILE}: as a variable,
     * {@code herald.api.token-file.admin} would be {@code herald.api.token.file-admin} too, and the name of a file a token.
     */
    static Optional<String> inVariable(String variable, String openKey) {
        return rest(variable, SettingsDefaults.variable(prefix(openKey)))
                .filter(rest -> !rest.equals("FILE") && !rest.startsWith("FILE_"))
                .map(rest -> rest.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** All labels that {@code names} and {@code variables} give for {@code openKey}. */
    static Set<String> of(String openKey, Collection<String> names, Collection<String> variables) {
        Set<String> labels = new TreeSet<>();
        names.forEach(name -> in(name, openKey).ifPresent(labels::add));
        Set<String> taken = new TreeSet<>();
        labels.forEach(label -> taken.add(SettingsDefaults.variable(put(label, openKey))));
        variables.stream()
                .filter(variable -> !taken.contains(variable))
                .forEach(variable -> inVariable(variable, openKey).ifPresent(labels::add));
        return labels;
    }

    private static String prefix(String openKey) {
        return openKey.substring(0, openKey.length() - PLACE.length());
    }

    private static Optional<String> rest(String name, String prefix) {
        return Optional.of(name)
                .filter(whole -> whole.startsWith(prefix))
                .map(whole -> whole.substring(prefix.length()))
                .filter(label -> WELL_FORMED.matcher(label).matches());
    }
}
