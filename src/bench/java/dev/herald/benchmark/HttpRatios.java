package dev.herald.benchmark;

import dev.herald.benchmark.HttpLoad.Way;
import dev.herald.http.Announcer;
import dev.herald.http.Answers;
import dev.herald.tls.PemPair;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers of the Netty HTTP frontend beside constant ones of {@link Nginx}, whose bodies have as many bytes as Herald's have on
 * average; one {@link Announcer} for each way asks each of them. Handshakes of TLS are no part of it: the connections are open
 * before.
 */
record HttpRatios(Placement placement, Path folder, Population population) {

    /** In each way, as long as the compilers of the server have much to do. */
    private static final int WARM_UP_SECONDS = 10;

    private static final int SHORT_WARM_UP_SECONDS = 2;

    /** Prints a table for each way; without nginx there are no ratios to it. */
    List<Ratio> measure() throws Exception {
        PemPair pair = PemPair.make(folder, "EC");
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        pair.write(certificate, key);
        SslContext trust =
                SslContextBuilder.forClient().trustManager(pair.read()).build();
        // While others are measured, connections have nothing to do, not even before they are used first.
        Map<String, String> settings = Map.of(
                "HERALD_HTTP_NETTY_IDLE_TIMEOUT", "3600",
                "HERALD_HTTP_NETTY_HEADER_TIMEOUT", "3600",
                "HERALD_HTTP_NETTY_TLS_BIND", "127.0.0.1:0",
                "HERALD_HTTP_NETTY_TLS_CERTIFICATE", certificate.toString(),
                "HERALD_HTTP_NETTY_TLS_KEY", key.toString());
        try (Contender herald = Contender.herald(placement, folder, settings);
                HttpLoad load = HttpLoad.on(herald, population, trust)) {
            Announcer first = load.announcers().get(Way.KEEP_ALIVE);
            first.fill();
            load.warmUp(WARM_UP_SECONDS);
            Stretch warm = first.run(SHORT_WARM_UP_SECONDS);
            int bytes = (int) (warm.bytes() / warm.answered());
            System.out.printf("%nHTTP: %d connections, answers of %d bytes%n", Announcer.CONNECTIONS, bytes);
            Optional<Path> nginx = Nginx.find();
            if (nginx.isEmpty()) {
                return compare(load.series(), Map.of());
            }
            String body = Answers.constant(bytes);
            try (Contender mark = Nginx.start(placement, nginx.get(), folder, certificate, key, body);
                    HttpLoad marks = HttpLoad.on(mark, population, trust)) {
                marks.warmUp(SHORT_WARM_UP_SECONDS);
                return compare(load.series(), marks.series());
            }
        }
    }

    /** All take turns; there are no marks without nginx. */
    private static List<Ratio> compare(Map<Way, Series> heralds, Map<Way, Series> marks) throws IOException {
        List<Series> all = new ArrayList<>();
        for (Way way : Way.values()) {
            Optional.ofNullable(marks.get(way)).ifPresent(all::add);
            all.add(heralds.get(way));
        }
        Series.inTurns(all);
        List<Ratio> ratios = new ArrayList<>();
        for (Way way : Way.values()) {
            Series.printHead(way.words);
            Optional.ofNullable(marks.get(way)).ifPresentOrElse(Series::print, () -> System.out.println(Nginx.MISSING));
            heralds.get(way).print();
            Optional.ofNullable(marks.get(way))
                    .ifPresent(mark -> ratios.add(heralds.get(way).ratio("HTTP, " + way.words, mark)));
        }
        return ratios;
    }
}
