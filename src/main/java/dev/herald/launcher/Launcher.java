package dev.herald.launcher;

import dev.herald.bittorrent.Endpoint;
import dev.herald.config.PrivateFiles;
import dev.herald.config.Settings;
import dev.herald.config.SettingsDefaults.Setting;
import dev.herald.config.SettingsSources;
import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;
import dev.herald.launcher.StartupBanner.Listener;
import dev.herald.net.LocalAddress;
import dev.herald.net.PublicAddresses;
import dev.herald.tls.PemFiles;
import dev.herald.tls.PemIdentity;
import dev.herald.tls.TrustAllTls;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Starts Herald: reads and checks the settings, reserves the ports, boots the container, and prints the addresses. */
public final class Launcher {

    /** The system property with the id of a process; Herald stops when it ends. */
    static final String PARENT = "dev.herald.parent";

    private static final String LEAK_DETECTION = "io.netty.leakDetection.level";
    private static final int CHECK_MILLIS = 10_000;

    private Launcher() {}

    /** Starts Herald. If that fails, prints each reason on a line and ends the process with exit code 1. */
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
            // A container that is stopped while it boots throws exceptions.
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
        warnAboutVariables(sources.unknownVariables());
        sources.secretProperties()
                .forEach(
                        key -> System.err.println(
                                "herald: warning: " + key
                                        + " is a system property, which every user of this machine can read in the process list; use the settings file"));

        DataDirectory dataDir = DataDirectory.open(settings.dataDir());
        PrivateFiles.tighten(dataDir.path()).forEach(line -> System.err.println("herald: " + line));
        sources.writeFileIfAbsent();
        boolean ipv6 = LocalAddress.hasIpv6();
        PortReservation ports = PortReservation.claim(settings, ipv6);
        passSettings(sources, dataDir, ports);
        Path runtime = runtime(dataDir);
        Map<String, KeyStoreFile> stores = stores(settings, runtime);
        PrintStream out = System.out;
        System.setOut(StopSignals.discarding());
        Container container = boot(runtime, ports, stores);
        if (!PortReservation.SHARED) {
            ports.release();
        }
        container.listen();
        Listener http = listener(settings.httpTls(), ports.http());
        checkAnswer(http.localUrl());
        ports.release();
        Listener operator = listener(settings.adminTls(), ports.admin());
        out.println(banner(dataDir, Path.of(sources.fileName()), frontends(http), operator, settings, ipv6));
    }

    /**
     * Boots the container with the application. Retries once if the cause of a failure is not the application, because a boot of Payara can
     * fail by a race: 6.2025.10 holds the class loader of a deployment only by a weak reference for a moment ({@code
     * DeploymentContextImpl.sharableTemp}), which a garbage collection clears.
     */
    private static Container boot(Path runtime, PortReservation ports, Map<String, KeyStoreFile> stores) {
        for (int attempt = 1; ; attempt++) {
            Container container = new Container(runtime.resolve("container-" + attempt));
            String failure = attempt(container, ports, stores);
            if (failure.isEmpty()) {
                return container;
            }
            if (attempt == 2 || System.getProperty(StartupSignals.FAILURE) != null || StopSignals.stopping()) {
                throw new StartupException(failure);
            }
            System.err.println("herald: booting the container failed, trying once more: " + failure);
            container.shutDown();
            System.clearProperty(StartupSignals.STATE);
        }
    }

    /** Boots a container. Returns why Herald has not started, on one line; empty if it has. */
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

    /** Writes the key stores of the container. Reads all certificates, so that an invalid one is reported before the container boots. */
    private static Map<String, KeyStoreFile> stores(Settings settings, Path runtime) {
        Map<String, KeyStoreFile> stores = new HashMap<>();
        Map.of("http-listener", settings.httpTls(), "operator", settings.adminTls())
                .forEach((listener, files) -> {
                    if (files.given()) {
                        stores.put(listener, KeyStoreFile.write(runtime.resolve(listener + ".p12"), read(files)));
                    }
                });
        if (settings.httpNettyTls().files().given()) {
            PemIdentity unused = read(settings.httpNettyTls().files());
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

    private static Listener listener(PemFiles files, Endpoint bound) {
        return new Listener(files.given() ? "https" : "http", bound, true);
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

    private static void warnAboutVariables(List<String> variables) {
        if (!variables.isEmpty()) {
            System.err.println("herald: warning: unknown settings in environment variables are ignored: "
                    + String.join(", ", variables));
        }
    }

    /**
     * Passes the settings to the application as system properties, which take precedence there. Secrets are left out, because other
     * processes of the user can read system properties; the application reads them from their sources.
     */
    private static void passSettings(SettingsSources sources, DataDirectory dataDir, PortReservation ports) {
        System.setProperty(SettingsSources.CONFIG, sources.fileName());
        for (Setting setting : sources.defaults().settings()) {
            for (String key : setting.secret() ? List.<String>of() : sources.keys(setting.key())) {
                System.setProperty(StartupSignals.SOURCE + key, sources.source(key));
                System.setProperty(key, sources.value(key));
            }
        }
        System.setProperty("herald.data-dir", dataDir.path().toString());
        System.setProperty("herald.udp.bind", text(ports.udp()));
        System.setProperty("herald.http.netty.bind", text(ports.httpNetty()));
        System.setProperty("herald.http.netty.tls.bind", text(ports.httpNettyTls()));
        System.setProperty("herald.http.jaxrs.bind", ports.http().toString());
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
        // Must be set before a temporary file is created, so that the next start deletes all of them.
        System.setProperty("java.io.tmpdir", runtime.resolve("tmp").toString());
        System.setProperty("io.netty.native.workdir", runtime.resolve("tmp").toString());
        if (System.getProperty(LEAK_DETECTION) == null) {
            // Leak detection is for the tests.
            System.setProperty(LEAK_DETECTION, "disabled");
        }
        return runtime;
    }

    /** Checks with a request that the container listens, because it does not report a failure to bind. */
    private static void checkAnswer(String http) {
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

    /** The listeners that answer announces, the recommended ones first. */
    private static List<Listener> frontends(Listener http) {
        List<Listener> frontends = new ArrayList<>();
        endpoints(StartupSignals.UDP).forEach(bound -> frontends.add(new Listener("udp", bound, false)));
        endpoints(StartupSignals.HTTP_NETTY_TLS).forEach(bound -> frontends.add(new Listener("https", bound, false)));
        endpoints(StartupSignals.HTTP_NETTY).forEach(bound -> frontends.add(new Listener("http", bound, false)));
        frontends.add(http);
        return frontends;
    }

    private static String banner(
            DataDirectory dataDir,
            Path settingsFile,
            List<Listener> frontends,
            Listener operator,
            Settings settings,
            boolean ipv6) {
        PublicAddresses addresses = PublicAddresses.ofThisMachine(settings.publicHost());
        return new StartupBanner(
                        System.getProperty(StartupSignals.VERSION, ""),
                        addresses,
                        frontends,
                        operator,
                        StartupSignals.takeCode(),
                        StartupSignals.takeToken(),
                        warnings(frontends, operator, settings, addresses, ipv6).lines(),
                        settings.maxPeers(),
                        Runtime.getRuntime().maxMemory(),
                        dataDir.path(),
                        settingsFile)
                .text();
    }

    private static StartupWarnings warnings(
            List<Listener> frontends, Listener operator, Settings settings, PublicAddresses addresses, boolean ipv6) {
        int requested = settings.udp().receiveBufferBytes();
        return new StartupWarnings(
                requested,
                Integer.getInteger(StartupSignals.RECEIVE_BUFFER, requested),
                StartupWarnings.maxOpenFiles(),
                ipv6,
                addresses.reach(),
                settings.publicHost().inUrl().isPresent(),
                frontends.stream().anyMatch(Launcher::listensElsewhere),
                frontends.stream().anyMatch(listener -> listener.scheme().equals("https")),
                listensElsewhere(operator) && !settings.adminTls().given());
    }

    private static boolean listensElsewhere(Listener listener) {
        return !listener.bound().address().toInetAddress().isLoopbackAddress();
    }
}
