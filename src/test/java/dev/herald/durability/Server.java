package dev.herald.durability;

import dev.herald.conformance.FrontendClient;
import dev.herald.conformance.HttpClient;
import dev.herald.conformance.UdpClient;
import dev.herald.launcher.HeraldProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A server process from the packaged jar. A test can restart it in the same directory. */
final class Server implements AutoCloseable {

    static final String TOKEN = "the-token-of-the-tests";

    /** Settings of a private, listed tracker: clients need a key, and torrents must be listed. */
    static final Map<String, String> PRIVATE_AND_LISTED = Map.of("HERALD_PRIVATE", "true", "HERALD_LISTED", "true");

    static final Path JDK = Path.of(System.getProperty("java.home"));

    private static final long KILL_AFTER_SECONDS = 900;

    private final HeraldProcess process;
    private String block = "";

    private Server(HeraldProcess process) {
        this.process = process;
    }

    /** Starts a server and returns before it is up. */
    static Server begin(Path folder, Map<String, String> settings) throws IOException {
        return begin(JDK, folder, settings, KILL_AFTER_SECONDS, "-Xmx400m", HeraldProcess.COMPILED_ONCE);
    }

    /** Likewise, with JVM options. The process is killed after {@code killAfterSeconds}. */
    static Server begin(Path jdk, Path folder, Map<String, String> settings, long killAfterSeconds, String... options)
            throws IOException {
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        environment.put("HERALD_API_TOKEN_FILE_TEST", token.toString());
        environment.putAll(settings);
        return new Server(
                HeraldProcess.run(folder, environment, HeraldProcess.jarCommand(jdk, options), killAfterSeconds));
    }

    /** Starts a server and waits until it is up. */
    static Server start(Path folder, Map<String, String> settings) throws IOException {
        return begin(folder, settings).awaitUp();
    }

    /** Starts a server with the full JIT compiler for load tests, and waits until it is up. */
    static Server startFast(Path folder, Map<String, String> settings) throws IOException {
        return startFast(JDK, folder, settings);
    }

    /** Likewise, on another JDK than that of the tests. */
    static Server startFast(Path jdk, Path folder, Map<String, String> settings) throws IOException {
        return begin(jdk, folder, settings, KILL_AFTER_SECONDS, "-Xmx400m").awaitUp();
    }

    Server awaitUp() throws IOException {
        block = process.block();
        if (!block.contains("operator")) {
            throw new IllegalStateException("Herald did not start: " + block + process.errors());
        }
        return this;
    }

    ApiClient api() {
        return new ApiClient(HeraldProcess.find(block, "operator  (\\S+)/"));
    }

    FrontendClient http() {
        return new HttpClient(httpPort());
    }

    int httpPort() {
        return port(HeraldProcess.JAXRS_URL);
    }

    /** A client of the Netty HTTP frontend. */
    FrontendClient httpNetty() {
        return new HttpClient(nettyPort());
    }

    int nettyTlsPort() {
        return port("(https://\\S+/announce)\n");
    }

    int nettyPort() {
        return port(HeraldProcess.NETTY_URL);
    }

    FrontendClient udp() {
        return new UdpClient(udpPort());
    }

    int udpPort() {
        return port("(udp://127\\S+/announce)");
    }

    long pid() {
        return process.pid();
    }

    /** The first group of {@code pattern} in the startup output. */
    String findInStartupOutput(String pattern) {
        return HeraldProcess.find(block, pattern);
    }

    private int port(String pattern) {
        return URI.create(HeraldProcess.find(block, pattern)).getPort();
    }

    /** The contents of standard error. */
    String errors() throws IOException {
        return process.errors();
    }

    /** Sends a signal, waits for the process to exit and returns its exit code. */
    int end(String signal) throws IOException, InterruptedException {
        process.signal(signal);
        return exitCode();
    }

    int exitCode() throws InterruptedException {
        return process.exitCode();
    }

    @Override
    public void close() {
        process.close();
    }
}
