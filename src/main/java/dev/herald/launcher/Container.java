package dev.herald.launcher;

import dev.herald.bittorrent.Endpoint;
import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;
import fish.payara.micro.BootstrapException;
import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.AdminCommandRunner;
import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.loader.ExplodedURLClassloader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Boots Payara Micro through its API with the configuration in {@code payara-config}. Each instance has its own class loaders and
 * directories, so that a second one can be booted after the first has failed.
 */
final class Container {

    private static final Logger LOG = System.getLogger(Container.class.getName());

    /** The name of the file makes {@code /} the context root. */
    private static final String WAR = "ROOT.war";

    private static final String COMMANDS = "payara-config/pre-boot.asadmin";
    private static final String LOGGING = "payara-config/logging.properties";
    private static final String BOOT_PROPERTIES = "MICRO-INF/payara-boot.properties";
    private static final String NETWORK =
            "configs.config.server-config.network-config.network-listeners.network-listener.";

    private static final String PROTOCOLS = "configs.config.server-config.network-config.protocols.protocol.";

    private static final String STRICT_VALUES = "org.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110";
    private static final Duration GUARDS = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 10;

    private final Path directory;
    private final List<String> failures = new ArrayList<>();
    private PayaraMicroBoot server;
    private AdminCommandRunner runner;

    /**
     * Boots nothing yet.
     *
     * @param directory for the files of the container; created if it does not exist
     */
    Container(Path directory) {
        this.directory = directory;
    }

    /**
     * Boots the container and deploys the application. Configures the listeners but does not open them. Returns normally if the application
     * fails to start.
     *
     * @param ports the addresses of the listeners
     * @param stores key stores by the names of the listeners that use TLS
     * @throws StartupException if the container does not boot
     */
    void boot(PortReservation ports, Map<String, KeyStoreFile> stores) {
        try {
            Files.createDirectories(directory);
            setAbsentProperties(resource(BOOT_PROPERTIES));
            // Starts one service at a time. With four threads, the default, a boot sometimes fails, because one service
            // reads the configuration of monitoring while another changes it.
            System.setProperty("org.glassfish.startupThreadPolicy", "USE_NO_THREADS");
            // As in jvm.options, which the jar may be started without.
            if (System.getProperty(STRICT_VALUES) == null) {
                System.setProperty(STRICT_VALUES, "false");
            }
            server = server(Files.createDirectories(directory.resolve("unpacked")));
            PayaraMicroRuntime unused = server.setRootDir(
                            Files.createDirectories(directory.resolve("payara")).toFile())
                    .setLogPropertiesFile(logging(directory).toFile())
                    .setPrintLogo(false)
                    // Without setNoCluster(true): both together start Hazelcast.
                    .setNoHazelcast(true)
                    .addDeploymentFile(
                            copy("herald.war", directory.resolve(WAR)).toFile())
                    .setPreBootHandler(commands -> {
                        configure(commands, ports);
                        stores.forEach((listener, store) -> configureTls(commands, listener, store));
                    })
                    .setPostBootHandler(commands -> runner = commands)
                    .bootStrap();
        } catch (IOException | BootstrapException e) {
            throw new StartupException("the container does not start", e);
        }
        requireNoFailure();
    }

    /**
     * Opens both listeners.
     *
     * @throws StartupException if the container refuses to
     */
    void listen() {
        run(runner, "set", NETWORK + "operator.enabled=true");
        run(runner, "set", NETWORK + "http-listener.enabled=true");
        requireNoFailure();
        awaitProtection();
    }

    private void requireNoFailure() {
        if (!failures.isEmpty()) {
            throw new StartupException("the container refuses " + failures.get(0));
        }
    }

    /** Waits until the application has found the open listeners and protects them. */
    private static void awaitProtection() {
        long end = System.nanoTime() + GUARDS.toNanos();
        while (System.getProperty(StartupSignals.GUARDED) == null) {
            if (System.nanoTime() - end >= 0) {
                throw new StartupException("the application does not protect the listeners of the container");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartupException("interrupted while the listeners open", e);
            }
        }
    }

    /** Stops what a failed boot has left running, as far as possible. */
    void shutDown() {
        try {
            if (server != null) {
                server.shutdown();
            }
        } catch (BootstrapException | RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, "a container that failed does not shut down", e);
        }
        removePolicy();
    }

    /** Removes the security policy that a container has installed in the JVM, which denies the services of the next container. */
    @SuppressWarnings("removal")
    private static void removePolicy() {
        try {
            Policy.setPolicy(null);
        } catch (UnsupportedOperationException | LinkageError e) {
            LOG.log(Level.DEBUG, "this JDK has no policy", e);
        }
    }

    /**
     * Returns a server that is unpacked into a directory. {@code PayaraMicro.getInstance()} would always return the first one.
     */
    private static PayaraMicroBoot server(Path unpacked) throws IOException {
        ClassLoader loader = new ExplodedURLClassloader(unpacked.toFile());
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return (PayaraMicroBoot) loader.loadClass("fish.payara.micro.impl.PayaraMicroImpl")
                    .getMethod("getInstance")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IOException("the server is missing in the jar", e);
        }
    }

    private void configure(AdminCommandRunner commands, PortReservation ports) {
        for (String line : text(COMMANDS).split("\\R", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] words = line.strip().split("\\s+", -1);
                run(commands, words[0], Arrays.copyOfRange(words, 1, words.length));
            }
        }
        configure(commands, "http-listener", ports.http());
        configure(commands, "operator", ports.admin());
    }

    private void configure(AdminCommandRunner commands, String listener, Endpoint bind) {
        run(commands, "set", NETWORK + listener + ".address=" + bind.address());
        run(commands, "set", NETWORK + listener + ".port=" + bind.port());
        run(commands, "set", NETWORK + listener + ".enabled=false");
    }

    private void configureTls(AdminCommandRunner commands, String listener, KeyStoreFile store) {
        run(commands, "set", PROTOCOLS + listener + ".security-enabled=true");
        run(commands, "create-ssl", "--type", "http-listener", "--certname", KeyStoreFile.ALIAS, listener);
        run(commands, "set", PROTOCOLS + listener + ".ssl.key-store=" + store.path());
        run(commands, "set", PROTOCOLS + listener + ".ssl.key-store-password=" + store.password());
    }

    private void run(AdminCommandRunner commands, String command, String... arguments) {
        ClusterCommandResult result = commands.run(command, arguments);
        if (result.getExitStatus() == ClusterCommandResult.ExitStatus.FAILURE) {
            failures.add(command + " " + String.join(" ", arguments) + ": "
                    + result.getOutput().strip().replaceAll("\\s*\\R\\s*", " "));
        }
    }

    /** Sets the system properties that the main class of Payara Micro sets, unless they are set. */
    private static void setAbsentProperties(InputStream source) throws IOException {
        Properties properties = new Properties();
        try (source) {
            properties.load(source);
        }
        properties.stringPropertyNames().stream()
                .filter(name -> System.getProperty(name) == null)
                .forEach(name -> System.setProperty(name, properties.getProperty(name)));
    }

    private static Path logging(Path runtime) throws IOException {
        String lines = text(LOGGING).replaceAll("(?m)^handlers=.*$", "handlers=dev.herald.launcher.OneLineLogHandler");
        return Files.writeString(runtime.resolve("logging.properties"), lines);
    }

    private static Path copy(String resource, Path target) throws IOException {
        try (InputStream source = resource(resource)) {
            Files.copy(source, target);
        }
        return target;
    }

    private static String text(String resource) {
        try (InputStream source = resource(resource)) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(resource + " cannot be read", e);
        }
    }

    private static InputStream resource(String name) {
        InputStream resource = Container.class.getClassLoader().getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException(name + " is missing in the jar");
        }
        return resource;
    }
}
