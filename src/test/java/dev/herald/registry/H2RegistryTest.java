package dev.herald.registry;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The rules on H2 in files, the default. */
final class H2RegistryTest extends RegistryRules {

    @TempDir
    static Path folder;

    @Override
    public DatabaseServer server() {
        return DatabaseServer.h2(folder);
    }
}
