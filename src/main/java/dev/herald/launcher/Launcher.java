package dev.herald.launcher;

import dev.herald.bittorrent.Endpoint;
import dev.herald.config.PrivateFiles;
import dev.herald.config.Settings;
import dev.herald.config.SettingsDefaults.Setting;
import dev.herald.config.SettingsSources;
import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;
import dev.herald.http.tls.PemFiles;
import dev.herald.http.tls.PemIdentity;
import dev.herald.net.Ipv6;
import dev.herald.tls.TrustAllTls;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Herald's way from the command line to its first answer. */
public final class Launcher {

    /** The process whose end is the end of Herald, if it was started by one. */
    static final String PARENT = "dev.herald.parent";

    private static final String LEAK_DETECTION = "io.netty.leakDetection.level";
    private static final int CHECK_MILLIS = 10_000;

    private Launcher() {}

    /** Starts Herald; if it cannot start, writes why, a line for each reason, and ends the process with exit code 1. */
    public static void main() {
        try {
            start();
        } catch (StartupException e) {
            if (StopSignals.stopping()) {
                return;
            }
            e.reasons().forEach(reason -> System.err.println("herald: " + reason));
            Runtime.getRuntime().halt(1);
        } catch (RuntimeException | LinkageError e) {
            // The container falls over its own feet when it is stopped while it boots.
            if (!StopSignals.stopping()) {
                throw e;
            }
        }
    }

    private static void start() {
        StopSignals.exitCleanly();
        endWithParent();
        SettingsSources sources = SettingsSources.ofThisProcess();
        Settings settings = sources.settings();
        warnOf(sources.strangeVariables());
        sources.secretProperties()
                .forEach(
                        key -> System.err.println(
                                "herald: warning: " + key
                                        + " is a system property, so that everybody on this machine can read it in the list of processes"));

        DataDirectory dataDir = DataDirectory.open(settings.dataDir());
        PrivateFiles.tighten(dataDir.path()).forEach(line -> System.err.println("herald: " + line));
        sources.writeFileIfAbsent();
        boolean ipv6 = Ipv6.here();
        if (!ipv6) {
            System.err.println("herald: this machine has no IPv6, so IPv4 alone is served");
        }
        PortReservation ports = PortReservation.claim(settings, ipv6);
        handOver(sources, dataDir, ports);
        Path runtime = runtime(dataDir);
        Map<String, KeyStoreFile> stores = stores(settings, runtime);
        PrintStream out = System.out;
        System.setOut(StopSignals.nowhere());
        Container container = boot(runtime, ports, stores);
        if (!PortReservation.SHARED) {
            ports.release();
        }
        container.listen();
        requireAnswer(scheme(settings.httpTls()) + StartupBanner.nearTcp(ports.http()));
        ports.release();
        out.println(block(dataDir, Path.of(sources.fileName()), ports, settings));
    }

    /**
     * Boots the container and the application, once more if it fails for a reason that is not the application's: Payara has
     * races of its own. It keeps the class loader of a deployment by a weak reference alone for a moment (6.2025.10, {@code
     * DeploymentContextImpl.sharableTemp}), and a garbage collection then leaves it without one.
     */
    private static Container boot(Path runtime, PortReservation ports, Map<String, KeyStoreFile> stores) {
        Container first = new Container(runtime.resolve("container"));
        String failure = attempt(first, ports, stores);
        if (failure.isEmpty()) {
            return first;
        }
        if (System.getProperty(StartupSignals.FAILURE) != null || StopSignals.stopping()) {
            throw new StartupException(failure);
        }
        System.err.println("herald: starts the container once more, because it failed: " + failure);
        first.shutDown();
        System.clearProperty(StartupSignals.STATE);
        Container second = new Container(runtime.resolve("container-2"));
        failure = attempt(second, ports, stores);
        if (failure.isEmpty()) {
            return second;
        }
        throw new StartupException(failure);
    }

    /** Why Herald is not up after a boot, on one line; empty if it is. */
    private static String attempt(Container container, PortReservation ports, Map<String, KeyStoreFile> stores) {
        try {
            container.boot(ports, stores);
        } catch (StartupException e) {
            return System.getProperty(StartupSignals.FAILURE, e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            return System.getProperty(StartupSignals.FAILURE, "the container does not start: " + e);
        }
        return "ready".equals(System.getProperty(StartupSignals.STATE))
                ? ""
                : System.getProperty(StartupSignals.FAILURE, "the application did not start");
    }

    /** Certificates for the container; all are read here, so that what is wrong with one is said before anything is booted. */
    private static Map<String, KeyStoreFile> stores(Settings settings, Path runtime) {
        Map<String, KeyStoreFile> stores = new HashMap<>();
        Map.of("http-listener", settings.httpTls(), "operator", settings.adminTls())
                .forEach((listener, files) -> {
                    if (files.given()) {
                        stores.put(listener, KeyStoreFile.write(runtime.resolve(listener + ".p12"), read(files)));
                    }
                });
        if (settings.volumeTls().files().given()) {
            PemIdentity unused = read(settings.volumeTls().files());
        }
        return stores;
    }

    private static PemIdentity read(PemFiles files) {
        try {
            return files.read(Instant.now());
        } catch (IOException e) {
            throw new StartupException(e.getMessage());
        }
    }

    private static String scheme(PemFiles files) {
        return files.given() ? "https://" : "http://";
    }

    private static void endWithParent() {
        Optional<ProcessHandle> parent =
                Optional.ofNullable(Long.getLong(PARENT)).flatMap(ProcessHandle::of);
        parent.ifPresent(process -> {
            Thread watch = new Thread(() -> {
                process.onExit().join();
                StopSignals.stop();
            });
            watch.setDaemon(true);
            watch.start();
        });
    }

    private static void warnOf(List<String> variables) {
        if (!variables.isEmpty()) {
            System.err.println("herald: warning: these environment variables are no settings of Herald: "
                    + String.join(", ", variables));
        }
    }

    /**
     * The application reads system properties first, so it sees just what was checked here. Other processes of the same user can
     * read those as well, so it finds secrets where they are.
     */
    private static void handOver(SettingsSources sources, DataDirectory dataDir, PortReservation ports) {
        System.setProperty(SettingsSources.CONFIG, sources.fileName());
        for (Setting setting : sources.defaults().settings()) {
            for (String key : setting.secret() ? List.<String>of() : sources.keys(setting.key())) {
                System.setProperty(StartupSignals.SOURCE + key, sources.source(key));
                System.setProperty(key, sources.value(key));
            }
        }
        System.setProperty("herald.data-dir", dataDir.path().toString());
        System.setProperty("herald.udp.bind", text(ports.udp()));
        System.setProperty("herald.volume.bind", text(ports.volume()));
        System.setProperty("herald.volume.tls.bind", text(ports.volumeTls()));
        System.setProperty("herald.http.bind", ports.http().toString());
        System.setProperty("herald.admin.bind", ports.admin().toString());
    }

    private static String text(List<Endpoint> endpoints) {
        return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }

    private static List<Endpoint> endpoints(String signal) {
        return Arrays.stream(System.getProperty(signal, "").split(",", -1))
                .flatMap(text -> Endpoint.parse(text).stream())
                .toList();
    }

    private static Path runtime(DataDirectory dataDir) {
        Path runtime = dataDir.freshRuntime();
        // Before anybody has asked for a temporary file: all that is unpacked or cached goes where the next start
        // clears up.
        System.setProperty("java.io.tmpdir", runtime.resolve("tmp").toString());
        System.setProperty("io.netty.native.workdir", runtime.resolve("tmp").toString());
        if (System.getProperty(LEAK_DETECTION) == null) {
            // The tests look for leaks, paranoidly; here the sampling would only cost time.
            System.setProperty(LEAK_DETECTION, "disabled");
        }
        return runtime;
    }

    /** The container reports no failure to listen, so a request tells. */
    private static void requireAnswer(String http) {
        URI check = URI.create(http + "/health_check");
        try {
            HttpURLConnection connection = (HttpURLConnection) check.toURL().openConnection();
            TrustAllTls.configure(connection);
            connection.setConnectTimeout(CHECK_MILLIS);
            connection.setReadTimeout(CHECK_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new StartupException(check + " answers with status " + status);
            }
        } catch (IOException e) {
            throw new StartupException(check + " does not answer", e);
        }
    }

    private static String block(DataDirectory dataDir, Path settingsFile, PortReservation ports, Settings settings) {
        return new StartupBanner(
                        System.getProperty(StartupSignals.VERSION, ""),
                        endpoints(StartupSignals.UDP),
                        endpoints(StartupSignals.VOLUME),
                        endpoints(StartupSignals.VOLUME_TLS),
                        ports.http(),
                        scheme(settings.httpTls()),
                        ports.admin(),
                        scheme(settings.adminTls()),
                        StartupSignals.takeToken(),
                        settings.maxPeers(),
                        Runtime.getRuntime().maxMemory(),
                        dataDir.path(),
                        settingsFile)
                .text();
    }
}
