package dev.herald.admin.manage;

import dev.herald.launcher.HeraldProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The packaged jar, started once for a test class and those nested in it, with a token that may do everything. */
final class ManagedHerald implements BeforeAllCallback, AfterAllCallback {

    static final String TOKEN = "the-token-of-the-tests";

    private final Supplier<Map<String, String>> settings;
    private HeraldProcess process;
    private String block;

    /**
     * Not started yet.
     *
     * @param settings further environment variables, asked for at the start
     */
    ManagedHerald(Supplier<Map<String, String>> settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (context.getRequiredTestClass().getEnclosingClass() != null) {
            return;
        }
        Path folder = Files.createTempDirectory(HeraldProcess.jar().getParent(), "managed");
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        environment.put("HERALD_API_TOKEN_ADMIN", TOKEN);
        environment.putAll(settings.get());
        process = HeraldProcess.start(folder, environment, "-Xmx400m");
        block = process.block();
        if (!block.contains("operator")) {
            throw new IllegalStateException("Herald did not start: " + block + process.errors());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getEnclosingClass() == null) {
            process.close();
        }
    }

    /** Asks the API with the token that may do everything. */
    Api api() {
        return new Api(HeraldProcess.find(block, "operator  (\\S+)/"), TOKEN);
    }

    /** {@code http://…/announce}. */
    String announceUrl() {
        return HeraldProcess.find(block, "(http://127\\S+/announce)");
    }

    /** Host and port of the UDP tracker. */
    String udp() {
        return HeraldProcess.find(block, "udp://(127[^/]+)/");
    }

    long pid() {
        return process.pid();
    }
}
