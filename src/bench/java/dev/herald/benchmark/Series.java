package dev.herald.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The rounds of one server under one kind of load, and the rows of a table that tell of them. */
final class Series {

    static final int ROUNDS = 5;
    static final int ROUND_SECONDS = 4;

    private static final String NAME = "  %-24s";
    private static final double NANOS_A_MICRO = 1e3;
    private static final double NANOS_A_SECOND = 1e9;

    private final Contender server;
    private final Load load;
    private final List<Round> rounds = new ArrayList<>();

    /** What keeps a server busy for some seconds. */
    interface Load {

        Stretch run(int seconds) throws IOException;
    }

    /**
     * What came of one round.
     *
     * @param micros of processor time per answer
     * @param perSecond answers
     * @param busy which part of a processor the server used, 0 to 1
     * @param lost announces without an answer
     */
    private record Round(double micros, double perSecond, double busy, long lost) {}

    Series(Contender server, Load load) {
        this.server = server;
        this.load = load;
    }

    /** The server's. */
    String name() {
        return server.name();
    }

    /** All rounds of them, in turns, as what the machine does else changes. */
    static void inTurns(List<Series> all) throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            for (Series series : all) {
                series.rounds.add(series.round());
            }
        }
    }

    private Round round() throws IOException {
        long before = server.processorMicros();
        Stretch stretch = load.run(ROUND_SECONDS);
        double micros = server.processorMicros() - before;
        return new Round(
                micros / stretch.answered(),
                stretch.answered() * NANOS_A_SECOND / stretch.nanos(),
                micros * NANOS_A_MICRO / stretch.nanos(),
                stretch.sent() - stretch.answered());
    }

    /** What stands above the columns. */
    static void printHead(String heading) {
        System.out.printf("%n%-26s %14s %12s %8s %8s%n", heading, "micros/answer", "answers/s", "busy", "lost");
    }

    /** Medians; of what was lost, the sum. */
    void print() {
        System.out.printf(
                NAME + " %14.2f %12.0f %6.0f %% %8d%n",
                name(),
                median(Round::micros),
                median(Round::perSecond),
                100 * median(Round::busy),
                rounds.stream().mapToLong(Round::lost).sum());
    }

    /**
     * Prints this series' micros per answer as a multiple of those of the baseline, with which it took turns.
     *
     * @param name of the row in the report
     */
    Ratio ratio(String name, Series baseline) {
        double[] single = IntStream.range(0, ROUNDS)
                .mapToDouble(
                        i -> rounds.get(i).micros() / baseline.rounds.get(i).micros())
                .sorted()
                .toArray();
        Ratio ratio =
                new Ratio(name, median(Round::micros) / baseline.median(Round::micros), single[0], single[ROUNDS - 1]);
        System.out.printf(
                NAME + " %14.2f   (%.2f to %.2f in single rounds)%n",
                "ratio",
                ratio.median(),
                ratio.least(),
                ratio.most());
        return ratio;
    }

    private double median(ToDoubleFunction<Round> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray()[ROUNDS / 2];
    }
}
