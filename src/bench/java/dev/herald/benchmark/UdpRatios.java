package dev.herald.benchmark;

import dev.herald.udp.transport.EchoServer;
import dev.herald.udp.transport.UdpLoadGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the UDP frontend with {@link EchoServer}, whose responses have Herald's average size. At a fixed rate the echo server responds at
 * once while Herald uses receive coalescing, so the ratio is lower than in saturation, where both receive batches.
 */
record UdpRatios(CpuAffinity affinity, Path folder, Population population) {

    /** First warm-up of Herald, long enough for the JIT compiler. */
    private static final int WARM_UP_SECONDS = 20;

    /** Warm-up of the echo server, and of Herald at each further rate. */
    private static final int SHORT_WARM_UP_SECONDS = 5;

    /**
     * Prints a table per rate.
     *
     * @param rates announces per second, 0 for saturation
     */
    List<Ratio> measure(List<Integer> rates) throws IOException {
        List<Ratio> ratios = new ArrayList<>();
        try (ServerProcess herald = ServerProcess.herald(affinity, folder, Map.of());
                UdpLoadGenerator heraldLoad = new UdpLoadGenerator(population, herald.port("udp"))) {
            heraldLoad.fill();
            LoadResult warm = heraldLoad.run(WARM_UP_SECONDS, 0);
            int bytes = (int) (warm.bytes() / warm.answered());
            System.out.printf("%nUDP: responses of %d bytes%n", bytes);
            try (ServerProcess echo = ServerProcess.echo(affinity, bytes);
                    UdpLoadGenerator echoLoad = new UdpLoadGenerator(population, echo.port("udp"))) {
                for (int rate : rates) {
                    heraldLoad.run(SHORT_WARM_UP_SECONDS, rate);
                    echoLoad.run(SHORT_WARM_UP_SECONDS, rate);
                    Series baseline = new Series(echo, seconds -> echoLoad.run(seconds, rate));
                    Series rounds = new Series(herald, seconds -> heraldLoad.run(seconds, rate));
                    Series.runAlternately(List.of(baseline, rounds));
                    Series.printHeading(rate == 0 ? "saturated" : rate + " announces per second");
                    baseline.print();
                    rounds.print();
                    ratios.add(rounds.ratio(
                            rate == 0 ? "UDP, saturated" : String.format(Locale.ROOT, "UDP, %,d announces/s", rate),
                            baseline));
                }
            }
        }
        return ratios;
    }
}
