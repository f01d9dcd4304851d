package dev.herald.admin.manage;

import dev.herald.admin.manage.ManageApi.Answer;
import dev.herald.launcher.HeraldProcess;
import dev.herald.registry.RegistrySettings;
import dev.herald.torrust.TrackerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The packaged jar, started once for a test class and its nested classes, with a token that has every scope. */
final class ManagedHerald implements BeforeAllCallback, AfterAllCallback {

    static final String TOKEN = "the-token-of-the-tests";

    private final Callable<Map<String, String>> settings;
    private HeraldProcess process;
    private String block;
    private ApiDocument document;
    private Answer codeSession;

    /**
     * Not started yet.
     *
     * @param settings further environment variables, asked for at the start
     */
    ManagedHerald(Callable<Map<String, String>> settings) {
        this.settings = settings;
    }

    /** The settings of a database. */
    static Map<String, String> on(RegistrySettings database) {
        return Map.of(
                "HERALD_DATABASE_URL", database.url(),
                "HERALD_DATABASE_USER", database.user(),
                "HERALD_DATABASE_PASSWORD", database.password());
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (context.getRequiredTestClass().getEnclosingClass() != null) {
            return;
        }
        Path folder = Files.createTempDirectory(HeraldProcess.jar().getParent(), "managed");
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        environment.put("HERALD_API_TOKEN_ADMIN", TOKEN);
        environment.putAll(settings.call());
        process = HeraldProcess.start(folder, environment, "-Xmx400m", HeraldProcess.COMPILED_ONCE);
        block = process.block();
        if (!block.contains("operator")) {
            throw new IllegalStateException("Herald did not start: " + block + process.errors());
        }
        document = new ApiDocument(ManageApi.fetch(operatorUrl() + "/openapi", "Accept", ManageApi.JSON)
                .json());
        codeSession = api().with("").post("/session", "{\"code\":\"" + code() + "\"}");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getEnclosingClass() == null) {
            process.close();
        }
    }

    /** A client with the token that has every scope. */
    ManageApi api() {
        return new ManageApi(operatorUrl(), TOKEN, document);
    }

    /** The same tracker for the rules of Torrust's API, which access its {@code database}, too. */
    TrackerUnderTest contract(RegistrySettings database) {
        return new TrackerUnderTest(
                URI.create(operatorUrl()).getPort(), TOKEN, database.url(), database.user(), database.password());
    }

    /** A client of a stream of events at a path below {@code /manage/v1}. */
    StreamViewer stream(String path) throws IOException {
        return new StreamViewer(operatorUrl() + "/manage/v1" + path, TOKEN);
    }

    /** The OpenAPI document that it serves. */
    ApiDocument document() {
        return document;
    }

    /** The response to the one-time code of the start, which was sent at once because it is valid for five minutes only. */
    Answer codeSession() {
        return codeSession;
    }

    /** The one-time code of the start, which has been used. */
    String code() {
        return HeraldProcess.find(block, "/console/#code=(\\S+)");
    }

    private String operatorUrl() {
        return HeraldProcess.find(block, "operator  (\\S+)/");
    }

    /** {@code http://…/announce}. */
    String announceUrl() {
        return HeraldProcess.find(block, HeraldProcess.JAXRS_URL);
    }

    /** Host and port of the UDP tracker. */
    String udp() {
        return HeraldProcess.find(block, "udp://(127[^/]+)/");
    }

    /** The log so far. */
    String log() {
        try {
            return process.errors();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }
}
