package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The source of the OpenAPI document, of which the server silently drops unknown members. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class DocumentSourceTest {

    /** A comma ends an unquoted text, and the rest becomes a name without a value. */
    @Test
    void every_name_has_a_value() throws IOException {
        List<String> empty = new ArrayList<>();
        collectEmpty("", document(), empty);
        assertThat(empty).isEmpty();
    }

    private static Object document() throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (InputStream yaml = DocumentSourceTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return new Yaml(new SafeConstructor(strict)).load(yaml);
        }
    }

    private static void collectEmpty(String where, Object value, List<String> to) {
        if (value == null) {
            to.add(where);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> collectEmpty(where + "/" + name, member, to));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> collectEmpty(where + "[]", item, to));
        }
    }
}
