package dev.herald.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The dashboards, without Grafana. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class DashboardsTest {

    private static final Path FOLDER = Dashboards.FOLDER;
    private static final int WIDTH = 24;

    private static List<String> names() {
        return Dashboards.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_dashboard_has_a_fixed_id_and_its_data_source_is_a_variable(String name) throws IOException {
        JsonObject board = Dashboards.board(name);
        assertThat(board.getString("uid")).isEqualTo("herald-" + name);
        assertThat(board.getString("title")).startsWith("Herald: ");
        List<JsonObject> variables =
                board.getJsonObject("templating").getJsonArray("list").getValuesAs(JsonObject.class);
        assertThat(variables.get(0).getString("type")).isEqualTo("datasource");
        assertThat(variables.get(0).getString("query")).isEqualTo("prometheus");
        assertThat(Dashboards.panels(board)).hasSizeGreaterThan(10).allSatisfy(panel -> assertThat(
                        panel.getJsonObject("datasource").getString("uid"))
                .isEqualTo("${datasource}"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void each_panel_has_a_title_a_description_a_unit_and_a_place_of_its_own(String name) throws IOException {
        Set<String> taken = new HashSet<>();
        for (JsonObject panel : Dashboards.panels(Dashboards.board(name))) {
            String title = panel.getString("title");
            assertThat(title).isNotBlank();
            assertThat(panel.getString("description")).as(title).endsWith(".");
            assertThat(panel.getJsonObject("fieldConfig")
                            .getJsonObject("defaults")
                            .getString("unit"))
                    .as(title)
                    .isNotBlank();
            JsonObject place = panel.getJsonObject("gridPos");
            assertThat(place.getInt("x") + place.getInt("w")).as(title).isLessThanOrEqualTo(WIDTH);
            for (int x = place.getInt("x"); x < place.getInt("x") + place.getInt("w"); x++) {
                for (int y = place.getInt("y"); y < place.getInt("y") + place.getInt("h"); y++) {
                    assertThat(taken.add(x + "," + y)).as(title).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void expressions_use_metrics_that_exist(String name) throws IOException {
        MetricNames names = new MetricNames();
        Set<String> used = new HashSet<>();
        for (JsonObject panel : Dashboards.panels(Dashboards.board(name))) {
            Dashboards.expressions(panel, "5m").forEach(expression -> used.addAll(names.require(name, expression)));
        }
        assertThat(used).hasSizeGreaterThan(5);
        Dashboards.board(name).getJsonObject("templating").getJsonArray("list").getValuesAs(JsonObject.class).stream()
                .filter(variable -> variable.getString("type").equals("query"))
                .forEach(variable -> assertThat(names.require(
                                name, variable.getJsonObject("query").getString("query")))
                        .hasSize(1));
    }

    /** With the intervals and variables that Grafana would put in. */
    @ParameterizedTest
    @MethodSource("names")
    void promtool_parses_each_expression(String name, @TempDir Path folder) throws IOException {
        List<String> expressions = Dashboards.panels(Dashboards.board(name)).stream()
                .flatMap(panel -> Dashboards.expressions(panel, "5m").stream())
                .toList();
        assertThat(expressions).noneMatch(expression -> expression.contains("$"));
        Promtool.parse(folder, expressions);
    }

    @Test
    void all_dashboards_are_tested_and_provisioned() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("overview.json", "frontends.json", "jvm-and-host.json", "provisioning");
        }
        for (String file : List.of("dashboards/herald.yml", "datasources/herald.yml")) {
            String text = Files.readString(FOLDER.resolve("provisioning").resolve(file));
            Map<String, Object> provisioning = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            assertThat(provisioning).containsEntry("apiVersion", 1);
        }
    }
}
