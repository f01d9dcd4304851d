package dev.herald.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.prometheus.RenderedMetrics;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of metrics in expressions. */
final class MetricNames {

    /** Of Herald and its process; those of other exporters begin otherwise. */
    private static final Pattern OWN = Pattern.compile("\\b(?:herald|jvm|process)_[a-z0-9_]+");

    private final Set<String> known = new RenderedMetrics().names();

    /** Asserts that an expression uses no name that Herald does not have. Returns the names. */
    Set<String> require(String where, String expression) {
        Set<String> used = new TreeSet<>();
        Matcher name = OWN.matcher(expression);
        while (name.find()) {
            used.add(name.group());
        }
        assertThat(known).as(where).containsAll(used);
        return used;
    }
}
