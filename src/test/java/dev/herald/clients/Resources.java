package dev.herald.clients;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Access to the scripts of these tests. */
final class Resources {

    private Resources() {}

    static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Resources.class.getResource("/clients/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
