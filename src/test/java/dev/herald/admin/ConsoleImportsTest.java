package dev.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** No build step resolves the imports of the console: a wrong one would fail in the browser only. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsoleImportsTest {

    private static final Path CONSOLE = Path.of("src/main/webapp/console");

    /** Where the build unpacks the libraries. */
    private static final Path LIBRARIES = Path.of("target/console-lib");

    private static final Pattern IMPORT =
            Pattern.compile("(?:import|export)(?:\\s|[\\w${},*])*(?:\\bfrom)?\\s*\\(?\\s*[\"']([^\"']+)[\"']");

    private static final Pattern MAPPED = Pattern.compile("\"([^\"]+)\": \"(\\./[^\"]+)\"");

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    @Test
    void every_import_leads_to_a_file_or_to_the_import_map() throws IOException {
        Map<String, String> mapped = importMap();
        for (Path script : scripts()) {
            for (String name : imports(script)) {
                Path target = name.startsWith(".")
                        ? script.resolveSibling(name).normalize()
                        : file(mapped.getOrDefault(name, "missing"));
                assertThat(target).as("%s in %s", name, script).isRegularFile();
            }
        }
    }

    @Test
    void the_import_map_and_the_links_of_the_page_lead_to_files() throws IOException {
        assertThat(importMap()).hasSizeGreaterThan(4);
        for (String name : importMap().values()) {
            assertThat(file(name)).isRegularFile();
        }
        List<String> links = found(LINK, Files.readString(CONSOLE.resolve("index.html")));
        assertThat(links).hasSizeGreaterThan(5);
        for (String link : links) {
            if (!link.startsWith("../")) {
                assertThat(file(link)).isRegularFile();
            }
        }
    }

    @Test
    void every_library_file_is_imported() throws IOException {
        Set<Path> used = new TreeSet<>(Set.of(file("lib/pico/pico.min.css")));
        for (String name : importMap().values()) {
            used.add(file(name));
        }
        for (Path script : scripts()) {
            imports(script).stream()
                    .filter(name -> name.startsWith("."))
                    .forEach(name -> used.add(script.resolveSibling(name).normalize()));
        }
        try (Stream<Path> paths = Files.walk(LIBRARIES)) {
            assertThat(paths.filter(Files::isRegularFile)
                            .filter(path -> !path.getFileName().toString().startsWith("LICENSE")))
                    .allMatch(used::contains);
        }
    }

    private static Map<String, String> importMap() throws IOException {
        return MAPPED.matcher(Files.readString(CONSOLE.resolve("index.html")))
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    }

    private static Path file(String link) {
        String name = link.startsWith("./") ? link.substring(2) : link;
        return name.startsWith("lib/") ? LIBRARIES.resolve(name.substring(4)) : CONSOLE.resolve(name);
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> own = Files.walk(CONSOLE);
                Stream<Path> libraries = Files.walk(LIBRARIES)) {
            return Stream.concat(own, libraries)
                    .filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(".js"))
                    .filter(path -> !path.endsWith("chart.umd.min.js"))
                    .toList();
        }
    }

    private static List<String> imports(Path script) throws IOException {
        return found(IMPORT, Files.readString(script));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
