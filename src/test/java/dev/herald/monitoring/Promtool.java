package dev.herald.monitoring;

import dev.herald.Commands;
import dev.herald.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own checker. */
public final class Promtool {

    private Promtool() {}

    /**
     * Runs a command of it in a folder. Skips the test if it is not installed.
     *
     * @throws IOException with what it printed, if it found something wrong
     */
    public static void run(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Requires.program("promtool", "apt-get install prometheus").toString()));
        command.addAll(List.of(arguments));
        String unused = Commands.run(new ProcessBuilder(command).directory(folder.toFile()));
    }

    /** Lets it parse expressions, by rules that record them. */
    public static void parse(Path folder, List<String> expressions) throws IOException {
        StringBuilder rules = new StringBuilder("groups:\n  - name: parsed\n    rules:\n");
        for (int i = 0; i < expressions.size(); i++) {
            String quoted = expressions.get(i).replace("'", "''");
            rules.append("      - {record: 'parsed:")
                    .append(i)
                    .append("', expr: '")
                    .append(quoted)
                    .append("'}\n");
        }
        Files.writeString(folder.resolve("parsed.yml"), rules);
        run(folder, "check", "rules", "parsed.yml");
    }
}
