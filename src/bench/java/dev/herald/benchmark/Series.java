package dev.herald.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The measured rounds of one server under one load, and their table row. */
final class Series {

    static final int ROUNDS = 5;
    static final int ROUND_SECONDS = 4;

    private static final String NAME = "  %-24s";
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ServerProcess server;
    private final Load load;
    private final List<Round> rounds = new ArrayList<>();

    /** Sends load to a server for some seconds. */
    interface Load {

        LoadResult run(int seconds) throws IOException;
    }

    /**
     * The result of one round.
     *
     * @param micros CPU time per response in microseconds
     * @param perSecond responses per second
     * @param busy CPU time per second of wall time
     * @param lost number of announces without a response
     */
    private record Round(double micros, double perSecond, double busy, long lost) {}

    Series(ServerProcess server, Load load) {
        this.server = server;
        this.load = load;
    }

    /** The name of the server. */
    String name() {
        return server.name();
    }

    /** Runs all rounds of all series alternately, so that other load on the machine affects all of them. */
    static void runAlternately(List<Series> all) throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            for (Series series : all) {
                series.rounds.add(series.round());
            }
        }
    }

    private Round round() throws IOException {
        long before = server.cpuMicros();
        LoadResult result = load.run(ROUND_SECONDS);
        double micros = server.cpuMicros() - before;
        return new Round(
                micros / result.answered(),
                result.answered() * NANOS_PER_SECOND / result.nanos(),
                micros * NANOS_PER_MICRO / result.nanos(),
                result.sent() - result.answered());
    }

    /** Prints a heading and the column names. */
    static void printHeading(String heading) {
        System.out.printf("%n%-26s %15s %12s %8s %8s%n", heading, "micros/response", "responses/s", "busy", "lost");
    }

    /** Prints the medians, and the sum of lost announces. */
    void print() {
        System.out.printf(
                NAME + " %15.2f %12.0f %6.0f %% %8d%n",
                name(),
                median(Round::micros),
                median(Round::perSecond),
                100 * median(Round::busy),
                rounds.stream().mapToLong(Round::lost).sum());
    }

    /**
     * Prints the CPU time per response as a multiple of that of the baseline, which was measured alternately.
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
                NAME + " %15.2f   (%.2f to %.2f in single rounds)%n",
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
