package dev.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StaticFileTest {

    private static final Path CONSOLE = Path.of("src/main/webapp/console");

    /** Where the build unpacks the libraries. */
    private static final Path LIBRARIES = Path.of("target/console-lib");

    private static final int MAX_BYTES = 300 * 1024;

    @Test
    void the_whole_console_and_its_libraries_take_at_most_300_KiB_on_the_wire() throws IOException {
        int sum = 0;
        for (Path path : files()) {
            StaticFile file = StaticFile.of("/console/" + path.getFileName(), Files.readAllBytes(path));
            sum += file.isCompressible() ? file.compressed().length : file.content().length;
        }
        assertThat(sum).isBetween(80 * 1024, MAX_BYTES);
    }

    @Test
    void every_file_of_the_console_has_a_name_that_is_served() throws IOException {
        for (Path folder : List.of(CONSOLE, LIBRARIES)) {
            String prefix = folder.equals(CONSOLE) ? "/console/" : "/console/lib/";
            for (Path path : files(folder)) {
                String name = prefix + folder.relativize(path).toString().replace('\\', '/');
                assertThat(StaticFile.isName(name)).as(name).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/../WEB-INF/web.xml",
                "/..",
                "/pages/../../WEB-INF/web.xml",
                "/lib/./lit/index.js",
                "//index.html",
                "/WEB-INF/web.xml",
                "/lib/lit/LICENSE",
                "/index.html/",
                "/index.html;a",
                "/index.html\u0000.js",
                "/.htaccess.js",
                "/lib/..js/x.js",
                "/manual/../META-INF/x.html",
                "/manual/a_b.html"
            })
    void other_names_are_not_served(String name) {
        assertThat(StaticFile.isName(name)).isFalse();
    }

    @Test
    void no_file_of_the_console_has_an_inline_style_or_handler_that_the_policy_would_block() throws IOException {
        for (Path path : files(CONSOLE)) {
            assertThat(Files.readString(path))
                    .as(path.toString())
                    .doesNotContainPattern("<[a-z-]+[^>]*\\sstyle=")
                    .doesNotContainPattern("\\son[a-z]+=\"")
                    .doesNotContain("unsafeHTML", "innerHTML", "unsafe-html", "eval(", "new Function");
        }
    }

    @Test
    void no_file_of_the_console_is_longer_than_400_lines() throws IOException {
        for (Path path : files(CONSOLE)) {
            assertThat(Files.readAllLines(path)).as(path.toString()).hasSizeLessThanOrEqualTo(400);
        }
    }

    @Test
    void the_policy_names_the_import_map_by_its_hash() {
        String map = "{\"imports\":{}}";
        StaticFile file = page("<script type=\"importmap\">" + map + "</script>");

        assertThat(file.policy())
                .contains("script-src 'self' 'sha256-URrTy+Il/Nz0lHojVUx275hWqAWhkSF0VsHbUM4/6Hw=';")
                .contains("default-src 'none'", "style-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void pages_of_others_may_have_inline_styles_but_no_inline_scripts() {
        assertThat(StaticFile.of("/manual/index.html", new byte[0]).policy())
                .contains("default-src 'self'", "style-src 'self' 'unsafe-inline'")
                .doesNotContain("script-src");
    }

    @Test
    void a_file_without_import_map_allows_its_own_scripts_only() {
        assertThat(page("<p>").policy()).contains("script-src 'self';");
    }

    @Test
    void the_compressed_form_has_the_same_content_and_another_entity_tag() throws IOException {
        byte[] text = "herald ".repeat(100).getBytes(StandardCharsets.UTF_8);
        StaticFile file = StaticFile.of("/app.js", text);

        assertThat(file.isCompressible()).isTrue();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(file.compressed())).readAllBytes())
                .isEqualTo(text);
        assertThat(file.entityTag(true)).isNotEqualTo(file.entityTag(false)).matches("\"[0-9a-f]{32}-gzip\"");
        assertThat(StaticFile.of("/app.js", new byte[] {1}).isCompressible()).isFalse();
    }

    @Test
    void the_entity_tag_changes_with_the_content() {
        assertThat(page("a").entityTag(false))
                .isEqualTo(page("a").entityTag(false))
                .isNotEqualTo(page("b").entityTag(false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"a\" | true",
                "W/\"a\" | true",
                "\"b\", \"a\" | true",
                "* | true",
                "'' | false",
                "\"b\" | false",
                "a | false"
            })
    void If_None_Match_is_compared_with_each_tag(String header, boolean matches) {
        assertThat(StaticFile.matches(header, "\"a\"")).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "gzip | true",
                "GZIP | true",
                "deflate, gzip;q=1.0, *;q=0.5 | true",
                "gzip;q=0.001 | true",
                "* | true",
                "'' | false",
                "identity | false",
                "br | false",
                "gzip;q=0 | false",
                "gzip; q=0.000 | false",
                "*;q=0 | false",
                "*, gzip;q=0 | false",
                "xgzip | false"
            })
    void gzip_is_sent_if_Accept_Encoding_allows_it(String header, boolean accepted) {
        assertThat(StaticFile.acceptsGzip(header)).isEqualTo(accepted);
    }

    private static StaticFile page(String text) {
        return StaticFile.of("/console/index.html", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Path> files() throws IOException {
        return Stream.concat(files(CONSOLE).stream(), files(LIBRARIES).stream()).toList();
    }

    /** Licences are packaged, and not loaded by a page. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !path.getFileName().toString().startsWith("LICENSE"))
                    .toList();
        }
    }
}
