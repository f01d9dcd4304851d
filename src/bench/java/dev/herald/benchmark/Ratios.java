package dev.herald.benchmark;

import dev.herald.Folders;
import dev.herald.udp.transport.Echo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Processor time of the server per answer, as a multiple of what a server needs that does nothing but answer: {@link UdpRatios}
 * and {@link HttpRatios}. All are processes of their own, Herald the packaged jar on this JDK with one event loop; they are up at
 * the same time and take turns under a load of one thread. All that a process spends is counted, for the kernel and for
 * collections too.
 *
 * <p>It compares with what the kernel asks for and not with another tracker; nothing comes from a real network, and all peers have
 * one address. One sitting on one machine says little about times: the ratio is the figure.
 *
 * <pre>
 * mvn package -DskipTests
 * mvn -Pbench -Dbench.main=dev.herald.benchmark.Ratios                     # UDP at both speeds and HTTP, with 100,000 torrents
 * mvn -Pbench -Dbench.main=dev.herald.benchmark.Ratios -Dbench=http        # or udp: one of them
 * mvn -Pbench -Dbench.main=dev.herald.benchmark.Ratios -Dbench=1000000     # with so many torrents
 * mvn -Pbench -Dbench.main=dev.herald.benchmark.Ratios -Dbench="udp 1000000 40000" # at 40,000 announces a second and no other speed
 * </pre>
 */
public final class Ratios {

    private static final String UDP = "udp";
    private static final String HTTP = "http";
    private static final String JAR = "herald.jar";
    private static final int USUAL_TORRENTS = 100_000;

    /** For {@link UdpRatios#measure}: a pace that hardly any processor is too slow for, and as fast as it goes. */
    private static final List<Integer> USUAL_RATES = List.of(60_000, 0);

    private Ratios() {}

    /**
     * Prints tables.
     *
     * @param args which part, how many torrents there are, and announces a second over UDP, 0 for as many as are answered; all may
     *     be left out
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // nobody logs here, as it would say
        Set<String> parts = Set.of(UDP, HTTP);
        List<String> words = List.of(args);
        if (!words.isEmpty() && parts.contains(words.get(0))) {
            parts = Set.of(words.get(0));
            words = words.subList(1, words.size());
        }
        List<Integer> numbers = words.stream().map(Integer::valueOf).toList();
        Population population = new Population(numbers.isEmpty() ? USUAL_TORRENTS : numbers.get(0));
        Path jar = Path.of(System.getProperty(JAR, "target/" + JAR)).toAbsolutePath();
        if (!Files.isReadable(jar)) {
            System.err.println("There is no " + jar + ": mvn package -DskipTests makes it");
            System.exit(1);
        }
        System.setProperty(JAR, jar.toString());
        Placement placement = describe(population);
        List<Integer> rates = numbers.size() > 1 ? numbers.subList(1, numbers.size()) : USUAL_RATES;
        List<Ratio> ratios = new ArrayList<>();
        for (String part : List.of(UDP, HTTP)) {
            if (parts.contains(part)) {
                ratios.addAll(measure(part, placement, population, rates));
            }
        }
        Report.write(Path.of("target"), ratios);
    }

    private static Placement describe(Population population) throws IOException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        Placement placement = Placement.find();
        System.out.printf(
                "%d processors (%s), JDK %s, %s%n",
                processors, System.getProperty("os.arch"), Runtime.version(), placement);
        System.out.printf(
                "%d torrents, %d peers, medians of %d rounds of %d s%n",
                population.torrents(), population.peers(), Series.ROUNDS, Series.ROUND_SECONDS);
        return placement;
    }

    private static List<Ratio> measure(String part, Placement placement, Population population, List<Integer> rates)
            throws Exception {
        Path folder = Files.createTempDirectory("herald-ratios");
        try {
            if (part.equals(HTTP)) {
                return new HttpRatios(placement, folder, population).measure();
            }
            if (Echo.missing().isEmpty()) {
                return new UdpRatios(placement, folder, population).measure(rates);
            }
            System.out.printf("%nUDP: not measured, as the echo cannot run: %s%n", Echo.missing());
            return List.of();
        } finally {
            Folders.delete(folder);
        }
    }
}
