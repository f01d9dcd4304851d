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

/** The packaged jar, which a test starts, ends and starts again in the same directory. */
final class Server implements AutoCloseable {

    static final String TOKEN = "the-token-of-the-tests";

    /** Clients need a key, and torrents must be listed. */
    static final Map<String, String> CLOSED = Map.of("HERALD_PRIVATE", "true", "HERALD_LISTED", "true");

    static final Path JDK = Path.of(System.getProperty("java.home"));

    private static final long LONGEST_SECONDS = 900;

    private final HeraldProcess process;
    private String block = "";

    private Server(HeraldProcess process) {
        this.process = process;
    }

    /** One that is not up yet. */
    static Server begin(Path folder, Map<String, String> settings) throws IOException {
        return begin(JDK, folder, settings, LONGEST_SECONDS, "-Xmx400m", HeraldProcess.COMPILED_ONCE);
    }

    /** Likewise, with these options of the JVM, which is killed after so many seconds. */
    static Server begin(Path jdk, Path folder, Map<String, String> settings, long longestSeconds, String... options)
            throws IOException {
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        environment.put("HERALD_API_TOKEN_FILE_TEST", token.toString());
        environment.putAll(settings);
        return new Server(
                HeraldProcess.run(folder, environment, HeraldProcess.jarCommand(jdk, options), longestSeconds));
    }

    /** One that is up. */
    static Server start(Path folder, Map<String, String> settings) throws IOException {
        return begin(folder, settings).awaitUp();
    }

    /** One that is up, and as fast as it can be when much is asked of it. */
    static Server startFast(Path folder, Map<String, String> settings) throws IOException {
        return startFast(JDK, folder, settings);
    }

    /** The same, on another JDK than that of the tests. */
    static Server startFast(Path jdk, Path folder, Map<String, String> settings) throws IOException {
        return begin(jdk, folder, settings, LONGEST_SECONDS, "-Xmx400m").awaitUp();
    }

    Server awaitUp() throws IOException {
        block = process.block();
        if (!block.contains("operator")) {
            throw new IllegalStateException("Herald did not start: " + block + process.errors());
        }
        return this;
    }

    Api api() {
        return new Api(HeraldProcess.find(block, "operator  (\\S+)/"));
    }

    FrontendClient http() {
        return new HttpClient(httpPort());
    }

    int httpPort() {
        return port("(http://\\S+/announce)");
    }

    /** Over HTTP to the Netty HTTP frontend. */
    FrontendClient httpNetty() {
        return new HttpClient(nettyPort());
    }

    int nettyTlsPort() {
        return port("(https://\\S+/announce)");
    }

    int nettyPort() {
        return port("http://\\S+/announce\n\\s+(http://127\\S+/announce)");
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

    /** The first group of what it has said of itself at its start. */
    String told(String pattern) {
        return HeraldProcess.find(block, pattern);
    }

    private int port(String pattern) {
        return URI.create(HeraldProcess.find(block, pattern)).getPort();
    }

    /** What it has written to standard error. */
    String errors() throws IOException {
        return process.errors();
    }

    /** Sends a signal and waits for the end; the exit code. */
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
