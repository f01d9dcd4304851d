package dev.herald.conformance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The WAR as it is shipped, in a stock Payara Micro with the commands of {@code payara-config}, on free ports of loopback.
 * To be registered before Arquillian's extension, which reads its configuration when the first class starts.
 */
final class DeployedHerald implements BeforeAllCallback, AfterAllCallback {

    /** A reverse proxy whose forwarding headers are believed; the settings file in the data directory says so. */
    static final InetAddress PROXY = loopback(250);

    private static final List<Integer> PORTS = freePorts(3);

    private Path directory;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (isNested(context)) {
            return;
        }
        Path target = Path.of(System.getProperty("herald.war")).getParent();
        directory = Files.createTempDirectory(target, "deployed");
        Files.createDirectory(directory.resolve("root"));
        Files.createDirectory(directory.resolve("unpacked"));
        Path commands = Files.writeString(
                directory.resolve("pre-boot.asadmin"),
                Files.readString(target.resolveSibling("payara-config/pre-boot.asadmin"))
                        .replace("http-listener.port=7070", "http-listener.port=" + http())
                        .replace("--listenerport 1212", "--listenerport " + admin()));
        Files.writeString(
                Files.createDirectory(directory.resolve("data")).resolve("herald.properties"),
                "herald.http.trusted-proxies=" + PROXY.getHostAddress() + "\n");
        System.setProperty("it.directory", directory.toString());
        System.setProperty("it.commands", commands.toString());
        System.setProperty(
                "it.settings",
                String.join(
                        " ",
                        "-Dherald.data-dir=" + directory.resolve("data"),
                        "-Dherald.udp.bind=127.0.0.1:" + udp() + ",[::1]:" + udp(),
                        "-Dherald.http.bind=[::]:" + http(),
                        "-Dherald.admin.bind=127.0.0.1:" + admin()));
    }

    /** The server has ended by now; what it unpacked is a hundred megabytes. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (isNested(context)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private static boolean isNested(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() != null;
    }

    /** The artefact of this build, for the root of the server. */
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
                .importFrom(new File(System.getProperty("herald.war")))
                .as(WebArchive.class);
    }

    static int udp() {
        return PORTS.get(0);
    }

    static int http() {
        return PORTS.get(1);
    }

    static int admin() {
        return PORTS.get(2);
    }

    /** 127.0.0.{@code last}. */
    static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ports that nobody has, over TCP and UDP; held together so that all are different. */
    private static List<Integer> freePorts(int count) {
        List<AutoCloseable> held = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        try {
            while (ports.size() < count) {
                ServerSocket tcp = new ServerSocket(0);
                held.add(tcp);
                held.add(new DatagramSocket(new InetSocketAddress(tcp.getLocalPort())));
                ports.add(tcp.getLocalPort());
            }
            for (AutoCloseable socket : held) {
                socket.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("no free ports", e);
        }
        return List.copyOf(ports);
    }
}
