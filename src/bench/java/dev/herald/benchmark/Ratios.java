package dev.herald.benchmark;

import dev.herald.Folders;
import dev.herald.udp.transport.EchoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * CPU time of the server per response, as a multiple of that of a baseline server that sends constant responses: {@link UdpRatios} and
 * {@link HttpRatios}. Each server is a process; Herald is the packaged jar on this JDK with one event loop. The servers run at the same
 * time and are measured alternately, with a load generator of one thread. The CPU time of a process includes system time and garbage
 * collection.
 *
 * <p>Limitations: the baseline is the cost of the kernel and not another tracker, the load comes over loopback, and all peers have one
 * address. Absolute times depend on the machine; compare the ratios.
 *
 * <pre>
 * mvn package -DskipTests
 * mvn -Pbench -Dbench.main=dev.herald.benchmark.Ratios                     # UDP at both rates and HTTP, with 100,000 torrents
 * mvn -Pbench -Dbench.main=dev.herald.benchmark.Ratios -Dbench=http        # or udp: only one of them
 * mvn -Pbench -Dbench.main=dev.herald.benchmark.Ratios -Dbench=1000000     # with 1,000,000 torrents
 * mvn -Pbench -Dbench.main=dev.herald.benchmark.Ratios -Dbench="udp 1000000 40000" # only at 40,000 announces per second
 * </pre>
 */
public final class Ratios {

    private static final String UDP = "udp";
    private static final String HTTP = "http";
    private static final String JAR = "herald.jar";
    private static final int DEFAULT_TORRENTS = 100_000;

    /** For {@link UdpRatios#measure}: a rate that nearly every processor can handle, and saturation. */
    private static final List<Integer> DEFAULT_RATES = List.of(60_000, 0);

    private Ratios() {}

    /**
     * Prints the tables and writes the report.
     *
     * @param args all optional: {@code udp} or {@code http}, the number of torrents, and the UDP rates in announces per second, 0 for
     *     saturation
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // suppress the warning that there is no SLF4J provider
        Set<String> parts = Set.of(UDP, HTTP);
        List<String> arguments = List.of(args);
        if (!arguments.isEmpty() && parts.contains(arguments.get(0))) {
            parts = Set.of(arguments.get(0));
            arguments = arguments.subList(1, arguments.size());
        }
        List<Integer> numbers = arguments.stream().map(Integer::valueOf).toList();
        Population population = new Population(numbers.isEmpty() ? DEFAULT_TORRENTS : numbers.get(0));
        Path jar = Path.of(System.getProperty(JAR, "target/" + JAR)).toAbsolutePath();
        if (!Files.isReadable(jar)) {
            System.err.println(jar + " does not exist; build it with: mvn package -DskipTests");
            System.exit(1);
        }
        System.setProperty(JAR, jar.toString());
        CpuAffinity affinity = describe(population);
        List<Integer> rates = numbers.size() > 1 ? numbers.subList(1, numbers.size()) : DEFAULT_RATES;
        List<Ratio> ratios = new ArrayList<>();
        for (String part : List.of(UDP, HTTP)) {
            if (parts.contains(part)) {
                ratios.addAll(measure(part, affinity, population, rates));
            }
        }
        Report.write(Path.of("target"), ratios);
    }

    private static CpuAffinity describe(Population population) throws IOException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        CpuAffinity affinity = CpuAffinity.find();
        System.out.printf(
                "%d processors (%s), JDK %s, %s%n",
                processors, System.getProperty("os.arch"), Runtime.version(), affinity);
        System.out.printf(
                "%d torrents, %d peers, medians of %d rounds of %d s%n",
                population.torrents(), population.peers(), Series.ROUNDS, Series.ROUND_SECONDS);
        return affinity;
    }

    private static List<Ratio> measure(String part, CpuAffinity affinity, Population population, List<Integer> rates)
            throws Exception {
        Path folder = Files.createTempDirectory("herald-ratios");
        try {
            if (part.equals(HTTP)) {
                return new HttpRatios(affinity, folder, population).measure();
            }
            if (EchoServer.unavailability().isEmpty()) {
                return new UdpRatios(affinity, folder, population).measure(rates);
            }
            System.out.printf(
                    "%nUDP: not measured, because the echo server cannot run: %s%n", EchoServer.unavailability());
            return List.of();
        } finally {
            Folders.delete(folder);
        }
    }
}
