package dev.herald.admin.torrust;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes metrics as text for Prometheus, and as JSON as Torrust does. */
final class MetricFormats {

    private MetricFormats() {}

    /** The text format 0.0.4 of Prometheus. Labels contain no character that it would escape. */
    static String prometheus(List<Metric> metrics) {
        StringBuilder text = new StringBuilder();
        for (Metric metric : metrics) {
            String name = metric.name();
            text.append("# HELP " + name + ' ' + metric.help() + "\n# TYPE " + name + ' ' + metric.type() + '\n');
            metric.samples()
                    .forEach(sample -> text.append(name + braced(sample.labels()) + ' ' + sample.value() + '\n'));
        }
        return text.toString();
    }

    private static String braced(Map<String, String> labels) {
        return labels.isEmpty()
                ? ""
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
    }

    static String json(List<Metric> metrics) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.createGenerator(text)) {
            json.writeStartObject().writeStartArray("metrics");
            metrics.forEach(metric -> write(json, metric));
            json.writeEnd().writeEnd();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Metric metric) {
        json.writeStartObject()
                .write("type", metric.type().toString())
                .write("name", metric.name())
                .write("help", metric.help())
                .write("unit", metric.name().endsWith("_ns") ? "nanoseconds" : "count")
                .writeStartArray("samples");
        for (Metric.Sample sample : metric.samples()) {
            json.writeStartObject().write("value", sample.value()).writeStartArray("labels");
            sample.labels().forEach((name, value) -> json.writeStartObject()
                    .write("name", name)
                    .write("value", value)
                    .writeEnd());
            json.writeEnd().writeEnd();
        }
        json.writeEnd().writeEnd();
    }
}
