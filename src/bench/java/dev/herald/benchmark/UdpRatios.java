package dev.herald.benchmark;

import dev.herald.udp.transport.Announcer;
import dev.herald.udp.transport.Echo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Answers over UDP beside those of {@link Echo}, which have as many bytes as Herald's have on average; one {@link Announcer} asks
 * both. At a fixed rate the echo answers at once what is there, while Herald lets requests gather, so the ratio is lower then; as
 * fast as they are answered, both are given batches.
 */
record UdpRatios(Placement placement, Path folder, Population population) {

    /** As long as the compilers of the server have much to do. */
    private static final int WARM_UP_SECONDS = 20;

    /** At another rate, or with an echo, there is less to compile. */
    private static final int SHORT_WARM_UP_SECONDS = 5;

    /**
     * Prints a table for each rate.
     *
     * @param rates announces a second, 0 for as many as are answered
     */
    List<Ratio> measure(List<Integer> rates) throws IOException {
        List<Ratio> ratios = new ArrayList<>();
        try (Contender herald = Contender.herald(placement, folder, Map.of());
                Announcer asksHerald = new Announcer(population, herald.port("udp"))) {
            asksHerald.fill();
            Stretch warm = asksHerald.run(WARM_UP_SECONDS, 0);
            int bytes = (int) (warm.bytes() / warm.answered());
            System.out.printf("%nUDP: answers of %d bytes%n", bytes);
            try (Contender echo = Contender.echo(placement, bytes);
                    Announcer asksEcho = new Announcer(population, echo.port("udp"))) {
                for (int rate : rates) {
                    asksHerald.run(SHORT_WARM_UP_SECONDS, rate);
                    asksEcho.run(SHORT_WARM_UP_SECONDS, rate);
                    Series marks = new Series(echo, seconds -> asksEcho.run(seconds, rate));
                    Series rounds = new Series(herald, seconds -> asksHerald.run(seconds, rate));
                    Series.inTurns(List.of(marks, rounds));
                    Series.printHead(rate == 0 ? "as fast as it goes" : rate + " announces a second");
                    marks.print();
                    rounds.print();
                    ratios.add(rounds.ratio(
                            rate == 0 ? "UDP, saturated" : String.format(Locale.ROOT, "UDP, %,d announces/s", rate),
                            marks));
                }
            }
        }
        return ratios;
    }
}
