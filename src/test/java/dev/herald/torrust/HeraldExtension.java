package dev.herald.torrust;

import dev.herald.Folders;
import dev.herald.launcher.HeraldProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** Starts Herald with the settings of Torrust's tests: one process for each mode, shared by all tests. */
final class HeraldExtension implements BeforeAllCallback {

    static final String TOKEN = "MyAccessToken";

    /** The address of a trusted reverse proxy. */
    static final String PROXY = "127.0.0.250";

    private static final Namespace NAMESPACE = Namespace.create(HeraldExtension.class);
    private static final long MAX_LIFETIME_SECONDS = 1800;

    /** The mode of the tracker. */
    enum Mode {
        PUBLIC,
        LISTED,
        PRIVATE
    }

    private final Mode mode;
    private Running running;

    private HeraldExtension(Mode mode) {
        this.mode = mode;
    }

    static HeraldExtension in(Mode mode) {
        return new HeraldExtension(mode);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .getOrComputeIfAbsent(mode, Running::start, Running.class);
    }

    int http() {
        return running.port(HeraldProcess.JAXRS_URL);
    }

    /** The port of the Netty HTTP frontend. */
    int httpNetty() {
        return Integer.parseInt(
                HeraldProcess.find(api().bare("GET", "/health/ready").body(), "http.netty 127\\.0\\.0\\.1:(\\d+)"));
    }

    int udp() {
        return running.port("(udp://127\\S+/announce)");
    }

    Api api() {
        return new Api(running.port("operator  (\\S+)"), TOKEN);
    }

    TrackerUnderTest contract() {
        return new TrackerUnderTest(api().port(), TOKEN, running.database, "herald", "");
    }

    private static final class Running implements AutoCloseable {
        private final HeraldProcess process;
        private final Path folder;
        private final String database;
        private final String block;

        private Running(HeraldProcess process, Path folder, String database, String block) {
            this.process = process;
            this.folder = folder;
            this.database = database;
            this.block = block;
        }

        static Running start(Mode mode) {
            try {
                Path folder = Files.createTempDirectory(HeraldProcess.jar().getParent(), "torrust");
                String database = "jdbc:h2:file:" + folder.resolve("database") + ";AUTO_SERVER=TRUE";
                Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
                environment.put("HERALD_API_TOKEN_ADMIN", TOKEN);
                environment.put("HERALD_ANNOUNCE_INTERVAL", "120");
                environment.put("HERALD_ANNOUNCE_MIN_INTERVAL", "120");
                environment.put("HERALD_ANNOUNCE_JITTER", "0");
                environment.put("HERALD_HTTP_TRUSTED_PROXIES", PROXY);
                environment.put("HERALD_DATABASE_URL", database);
                environment.put("HERALD_LISTED", flag(mode == Mode.LISTED));
                environment.put("HERALD_PRIVATE", flag(mode == Mode.PRIVATE));
                HeraldProcess process = HeraldProcess.run(
                        folder,
                        environment,
                        HeraldProcess.jarCommand(Path.of(System.getProperty("java.home")), HeraldProcess.COMPILED_ONCE),
                        MAX_LIFETIME_SECONDS);
                return new Running(process, folder, database, process.block());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String flag(boolean on) {
            return Boolean.toString(on).toLowerCase(Locale.ROOT);
        }

        int port(String pattern) {
            return URI.create(HeraldProcess.find(block, pattern)).getPort();
        }

        @Override
        public void close() throws IOException {
            process.close();
            Folders.delete(folder);
        }
    }
}
