package dev.herald.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Commands;
import dev.herald.launcher.HeraldProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A full Payara Server with a new domain, controlled by {@code asadmin}. */
final class PayaraServer implements AutoCloseable {

    private static final Path HOME = Path.of("target/payara-server/payara6").toAbsolutePath();
    private static final String DOMAIN = "herald";

    /** A domain uses ports up to its base plus 90, all below the kernel's ephemeral ports. */
    private static final int HIGHEST_BASE = 32_600;

    private static final int BASES = 100;

    private final Path domains;
    private final int portBase;
    private final Map<String, String> environment;

    private PayaraServer(Path domains, int portBase, Map<String, String> environment) {
        this.domains = domains;
        this.portBase = portBase;
        this.environment = environment;
    }

    /** Creates and starts a domain on free ports, which replace HTTP_PORT and ADMIN_PORT in {@code environment}. */
    static PayaraServer start(Path folder, Map<String, String> environment) throws IOException {
        Path domains = Files.createDirectory(folder.resolve("domains"));
        int base = create(domains);
        Map<String, String> settings = new HashMap<>(environment);
        settings.replaceAll((name, value) -> value.replace("HTTP_PORT", Integer.toString(base + 80))
                .replace("ADMIN_PORT", Integer.toString(base + 90)));
        Path domainXml = domains.resolve(DOMAIN).resolve("config/domain.xml");
        String text = Files.readString(domainXml);
        Files.writeString(domainXml, text.replace("<jvm-options>-Xmx512m</jvm-options>", """
                        <jvm-options>-Xmx512m</jvm-options>
                        <jvm-options>-XX:TieredStopAtLevel=1</jvm-options>
                        <jvm-options>-XX:+UseSerialGC</jvm-options>
                        <jvm-options>-Djava.net.preferIPv4Stack=false</jvm-options>
                        """));
        PayaraServer server = new PayaraServer(domains, base, settings);
        server.domain("start-domain");
        return server;
    }

    /** Creates a domain, and retries with other ports if some are in use. */
    private static int create(Path domains) throws IOException {
        for (int tries = 5; ; tries--) {
            int base = HIGHEST_BASE - 100 * ThreadLocalRandom.current().nextInt(BASES);
            try {
                Commands.run(asadmin(
                        List.of("create-domain", "--domaindir", domains.toString(), "--nopassword=true"),
                        List.of("--portbase", Integer.toString(base), DOMAIN)));
                return base;
            } catch (IOException e) {
                if (tries == 0) {
                    throw e;
                }
            }
        }
    }

    int httpPort() {
        return portBase + 80;
    }

    int adminPort() {
        return portBase + 90;
    }

    /** Runs a command on the running server. */
    String run(String... command) throws IOException {
        return Commands.run(
                asadmin(List.of("--port", Integer.toString(portBase + 48), "--interactive=false"), List.of(command)));
    }

    /** Runs a command that must fail, and returns its output. */
    String rejected(String... command) {
        try {
            throw new AssertionError("accepted: " + run(command));
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Runs {@code start-domain}, {@code restart-domain} or {@code stop-domain}. */
    void domain(String command) throws IOException {
        ProcessBuilder process = asadmin(List.of(command, "--domaindir", domains.toString()), List.of(DOMAIN));
        process.environment().putAll(environment);
        Commands.run(process);
    }

    /** The content of the server log. */
    String log() throws IOException {
        return Files.readString(domains.resolve(DOMAIN).resolve("logs/server.log"));
    }

    /** The names of the server threads. */
    List<String> threads() throws IOException {
        return matches(jcmd("Thread.print"), "(?m)^\"([^\"]*)\"");
    }

    /** The number of class loaders that still have classes of Herald after a garbage collection. */
    int heraldLoaders() {
        try {
            jcmd("GC.run");
            return matches(jcmd("GC.class_histogram"), "(?m)(dev\\.herald\\.bittorrent\\.Family)$")
                    .size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String jcmd(String command) throws IOException {
        String pid =
                Files.readString(domains.resolve(DOMAIN).resolve("config/pid")).strip();
        Path jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd");
        assertThat(jcmd).isExecutable();
        return Commands.run(new ProcessBuilder(jcmd.toString(), pid, command));
    }

    private static List<String> matches(String text, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static ProcessBuilder asadmin(List<String> options, List<String> command) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                HeraldProcess.COMPILED_ONCE,
                "-jar",
                HOME.resolve("glassfish/lib/client/appserver-cli.jar").toString()));
        line.addAll(options);
        line.addAll(command);
        ProcessBuilder process = new ProcessBuilder(line);
        process.environment().keySet().removeIf(name -> name.startsWith("HERALD_"));
        // asadmin starts the server with this JDK.
        process.environment().put("AS_JAVA", System.getProperty("java.home"));
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return process;
    }

    @Override
    public void close() throws IOException {
        domain("stop-domain");
    }
}
