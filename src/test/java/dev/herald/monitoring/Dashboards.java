package dev.herald.monitoring;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the dashboards. */
final class Dashboards {

    static final Path FOLDER = Path.of("deploy/grafana");

    static final List<String> NAMES = List.of("overview", "frontends", "jvm-and-host");

    private Dashboards() {}

    static JsonObject board(String name) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(FOLDER.resolve(name + ".json")))) {
            return reader.readObject();
        }
    }

    static List<JsonObject> panels(JsonObject board) {
        return board.getJsonArray("panels").getValuesAs(JsonObject.class);
    }

    /** The expressions of a panel, with the interval and the variables that Grafana would put in. */
    static List<String> expressions(JsonObject panel, String interval) {
        return panel.getJsonArray("targets").getValuesAs(JsonObject.class).stream()
                .map(target -> target.getString("expr").replace("$__rate_interval", interval))
                .map(expression -> expression.replaceAll("\\$[a-z]+", ".*"))
                .toList();
    }
}
