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
 * The WAR as it is shipped, in a stock Payara Micro with the commands of {@code payara-config}, on free ports of loopback.
 * To be registered before Arquillian's extension, which reads its configuration when the first class starts, and never again:
 * ports and directory are those of all classes, and only what stands in the data directory is each one's own.
 */
public final class DeployedHerald implements BeforeAllCallback, AfterAllCallback {

    /** Lines of the settings file that the tracker of a test class starts with. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Settings {
        String[] value();
    }

    /** A reverse proxy whose forwarding headers are believed; the settings file in the data directory says so. */
    static final InetAddress PROXY = loopback(250);

    private static final int LONGEST_END_SECONDS = 60;

    /** The container's, and that of the hatch. */
    private static final List<Integer> PORTS =
            Stream.generate(FreePorts::next).limit(isInside() ? 0 : 3).toList();

    /** Those that Herald took by itself, by frontend; asked for once in each deployment. */
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
        // One that was killed may have left something under this number.
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
                        "-D" + AccessHatch.PORT + "=" + hatch()));
    }

    /** What the server has unpacked is a hundred megabytes. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (isNested(context) || isInside()) {
            return;
        }
        ProcessHandle.current().children().filter(DeployedHerald::isServer).forEach(DeployedHerald::awaitEnd);
        Folders.delete(DIRECTORY);
    }

    private static boolean isServer(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(DIRECTORY.toString());
    }

    /**
     * Arquillian has told the server to end, and does not wait for it. Until then it has the ports that the next one wants, and
     * makes and removes files in the directory.
     */
    private static void awaitEnd(ProcessHandle server) {
        server.onExit()
                .completeOnTimeout(server, LONGEST_END_SECONDS, TimeUnit.SECONDS)
                .join();
        server.destroyForcibly();
        server.onExit().join();
    }

    /** Adds lines to the settings file of a tracker that has not started yet. */
    public static void set(String lines) throws IOException {
        Files.writeString(
                DIRECTORY.resolve("data/herald.properties"),
                lines,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Whether this is the server, in which Arquillian runs the methods of some test classes. */
    public static boolean isInside() {
        return System.getProperty("herald.war") == null;
    }

    /** Whether it is the container's public port; never in tests without a container. */
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

    /** The same, open to an {@link Operator}. */
    static WebArchive warWithHatch() {
        return war().addClasses(AccessHatch.class, Operator.class, DirectOperator.class);
    }

    /** The same with what test classes need whose methods are run inside the server; they must be added, too. */
    public static WebArchive warWithTests() {
        return war().addClasses(DeployedHerald.class, TestRunnerAccess.class, Folders.class, FreePorts.class)
                .addAsLibraries(new File(Assertions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()));
    }

    /** Where the {@link AccessHatch} of {@link #warWithHatch} listens. */
    static int hatch() {
        return PORTS.get(2);
    }

    /** The artefact of this build, for the root of the server. */
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

    /** Netty's HTTP. */
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
