package dev.herald.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class AlertRulesTest {

    private static final Path FOLDER = Path.of("deploy/prometheus");

    /** An alert of the rules. */
    private record Alert(String name, String expression, Map<String, String> labels, Map<String, String> annotations) {}

    @Test
    void promtool_accepts_the_configuration(@TempDir Path folder) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("herald.token"), "secret");
        Promtool.run(folder, "check", "config", "prometheus.yml");
        Promtool.run(folder, "check", "rules", "rules.yml");
    }

    @Test
    void each_alert_fires_and_is_quiet_when_it_should() throws IOException {
        Promtool.run(FOLDER, "test", "rules", "rules_test.yml");
    }

    @Test
    void each_alert_has_a_firing_and_a_quiet_test() throws IOException {
        List<Map<String, Object>> tests = list(yaml("rules_test.yml").get("tests"));
        List<Object> names = tests.stream().map(test -> test.get("name")).toList();
        for (Alert alert : alerts()) {
            assertThat(names).contains(alert.name() + " fires", alert.name() + " is quiet");
        }
    }

    @Test
    void each_alert_has_a_severity_a_summary_and_a_paragraph_in_the_manual() throws IOException {
        String manual = Files.readString(Path.of("src/site/markdown/monitoring.md"));
        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            assertThat(alert.labels().get("severity")).isIn("warning", "critical");
            assertThat(alert.annotations().get("summary")).contains("$labels.instance");
            assertThat(alert.annotations()).containsEntry("runbook", "/manual/monitoring.html#" + alert.name());
            assertThat(manual).containsPattern("\n## " + alert.name() + "\n\n[A-Z]");
        });
    }

    @Test
    void alerts_use_metrics_that_exist() throws IOException {
        MetricNames names = new MetricNames();
        for (Alert alert : alerts()) {
            names.require(alert.name(), alert.expression());
        }
    }

    private static List<Alert> alerts() throws IOException {
        List<Alert> alerts = new ArrayList<>();
        for (Map<String, Object> group : list(yaml("rules.yml").get("groups"))) {
            for (Map<String, Object> rule : list(group.get("rules"))) {
                alerts.add(new Alert(
                        (String) rule.get("alert"),
                        (String) rule.get("expr"),
                        texts(rule.get("labels")),
                        texts(rule.get("annotations"))));
            }
        }
        return alerts;
    }

    private static Map<String, Object> yaml(String file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FOLDER.resolve(file)));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> texts(Object value) {
        return (Map<String, String>) value;
    }
}
