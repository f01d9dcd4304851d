package dev.herald.conformance;

import dev.herald.Folders;
import dev.herald.FreePorts;
import dev.herald.launcher.HeraldProcess;
import dev.herald.launcher.ServerRequests;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Prepares the WAR as it is shipped, in a stock Payara Micro with the commands of {@code payara-config}, on free loopback ports.
 * Register this extension before Arquillian's, which reads its configuration only once, when the first class starts. All classes
 * therefore share the ports and the directory; the content of the data directory is created for each class.
 */
public final class DeployedHerald implements BeforeAllCallback, AfterAllCallback {

    /** Lines of the settings file of the tracker of a test class. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Settings {
        String[] value();
    }

    /** The address of a trusted reverse proxy, as written to the settings file. */
    static final InetAddress PROXY = loopback(250);

    private static final int SHUTDOWN_TIMEOUT_SECONDS = 60;

    /** The public port and the admin port of the container, and the port of {@link OperatorEndpoint}. */
    private static final List<Integer> PORTS =
            Stream.generate(FreePorts::next).limit(isInside() ? 0 : 3).toList();

    /** The ports that Herald has bound, by frontend; read once for each deployment. */
    private static final Map<String, Integer> BOUND = new ConcurrentHashMap<>();

    private static final Path DIRECTORY = isInside()
            ? Path.of("")
            : target().resolve("deployed" + ProcessHandle.current().pid());

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (isNested(context) || isInside()) {
            return;
        }
        BOUND.clear();
        // A killed process with the same process id may have left files.
        Folders.delete(DIRECTORY);
        Path directory = Files.createDirectory(DIRECTORY);
        Files.createDirectory(directory.resolve("root"));
        Files.createDirectory(directory.resolve("unpacked"));
        Path commands = Files.writeString(
                directory.resolve("pre-boot.asadmin"),
                Files.readString(target().resolveSibling("payara-config/pre-boot.asadmin"))
                        .replace("http-listener.port=7070", "http-listener.port=" + http())
                        .replace("--listenerport 1212", "--listenerport " + admin()));
        Files.createDirectory(directory.resolve("data"));
        set("herald.http.trusted-proxies=" + PROXY.getHostAddress() + "\n"
                + String.join("\n", settings(context.getRequiredTestClass())) + "\n");
        System.setProperty("it.directory", directory.toString());
        System.setProperty("it.commands", commands.toString());
        System.setProperty("it.options", HeraldProcess.COMPILED_ONCE);
        System.setProperty(
                "it.settings",
                String.join(
                        " ",
                        "-Dherald.data-dir=" + directory.resolve("data"),
                        "-Dherald.udp.bind=127.0.0.1:0,[::1]:0",
                        "-Dherald.http.netty.bind=127.0.0.1:0,[::1]:0",
                        "-Dherald.http.jaxrs.bind=[::]:" + http(),
                        "-Dherald.admin.bind=127.0.0.1:" + admin(),
                        "-D" + OperatorEndpoint.PORT + "=" + operatorPort()));
    }

    /** Deletes the directory, because the unpacked server has a hundred megabytes. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (isNested(context) || isInside()) {
            return;
        }
        ProcessHandle.current().children().filter(DeployedHerald::isServer).forEach(DeployedHerald::awaitExit);
        Folders.delete(DIRECTORY);
    }

    private static boolean isServer(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(DIRECTORY.toString());
    }

    /**
     * Arquillian stops the server, but does not wait for its exit. Until then the server uses the ports of the next one and
     * creates and deletes files in the directory.
     */
    private static void awaitExit(ProcessHandle server) {
        server.onExit()
                .completeOnTimeout(server, SHUTDOWN_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
        server.destroyForcibly();
        server.onExit().join();
    }

    /** Appends lines to the settings file, before the tracker starts. */
    public static void set(String lines) throws IOException {
        Files.writeString(
                DIRECTORY.resolve("data/herald.properties"),
                lines,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Whether this code runs in the server, where Arquillian runs the methods of some test classes. */
    public static boolean isInside() {
        return System.getProperty("herald.war") == null;
    }

    /** Whether {@code port} is the container's public port; always false in tests without a container. */
    static boolean isContainerPort(int port) {
        return !PORTS.isEmpty() && port == http();
    }

    private static boolean isNested(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() != null;
    }

    private static String[] settings(Class<?> test) {
        Settings settings = test.getAnnotation(Settings.class);
        return settings == null ? new String[0] : settings.value();
    }

    private static Path target() {
        return Path.of(System.getProperty("herald.war")).getParent();
    }

    /** The WAR with {@link OperatorEndpoint}. */
    static WebArchive warWithOperatorEndpoint() {
        return war().addClasses(OperatorEndpoint.class, Operator.class, DirectOperator.class);
    }

    /** The WAR with the dependencies of test classes that run in the server. The caller adds the test classes. */
    public static WebArchive warWithTests() {
        return war().addClasses(DeployedHerald.class, TestRunnerAccess.class, Folders.class, FreePorts.class)
                .addAsLibraries(new File(Assertions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()));
    }

    /** The port of {@link OperatorEndpoint}. */
    static int operatorPort() {
        return PORTS.get(2);
    }

    /** The WAR of this build, with the root context path. */
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
                .importFrom(new File(System.getProperty("herald.war")))
                .as(WebArchive.class);
    }

    static int udp() {
        return BOUND.computeIfAbsent("udp", DeployedHerald::bound);
    }

    static int http() {
        return PORTS.get(0);
    }

    /** The port of the Netty HTTP frontend. */
    static int httpNetty() {
        return BOUND.computeIfAbsent("http.netty", DeployedHerald::bound);
    }

    static int admin() {
        return PORTS.get(1);
    }

    private static int bound(String frontend) {
        return ServerRequests.readyPort("http://127.0.0.1:" + admin(), frontend);
    }

    /** 127.0.0.{@code last}. */
    static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
