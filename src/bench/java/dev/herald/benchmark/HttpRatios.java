package dev.herald.benchmark;

import dev.herald.benchmark.HttpLoad.ConnectionMode;
import dev.herald.http.AnnounceResponses;
import dev.herald.http.HttpLoadGenerator;
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
 * Compares the Netty HTTP frontend with {@link Nginx}, which sends a constant body of Herald's average size. Each server has an {@link
 * HttpLoadGenerator} per connection mode. TLS handshakes are not measured: the connections are opened before.
 */
record HttpRatios(CpuAffinity affinity, Path folder, Population population) {

    /** Warm-up per connection mode, long enough for the JIT compiler. */
    private static final int WARM_UP_SECONDS = 10;

    private static final int SHORT_WARM_UP_SECONDS = 2;

    /** Prints a table per connection mode. Returns no ratios if nginx is not installed. */
    List<Ratio> measure() throws Exception {
        PemPair pair = PemPair.make(folder, "EC");
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        pair.write(certificate, key);
        SslContext trust =
                SslContextBuilder.forClient().trustManager(pair.read()).build();
        // Connections are idle while others are measured, also before their first request.
        Map<String, String> settings = Map.of(
                "HERALD_HTTP_NETTY_IDLE_TIMEOUT", "3600",
                "HERALD_HTTP_NETTY_HEADER_TIMEOUT", "3600",
                "HERALD_HTTP_NETTY_TLS_BIND", "127.0.0.1:0",
                "HERALD_HTTP_NETTY_TLS_CERTIFICATE", certificate.toString(),
                "HERALD_HTTP_NETTY_TLS_KEY", key.toString());
        try (ServerProcess herald = ServerProcess.herald(affinity, folder, settings);
                HttpLoad load = HttpLoad.on(herald, population, trust)) {
            HttpLoadGenerator first = load.generators().get(ConnectionMode.KEEP_ALIVE);
            first.fill();
            load.warmUp(WARM_UP_SECONDS);
            LoadResult warm = first.run(SHORT_WARM_UP_SECONDS);
            int bytes = (int) (warm.bytes() / warm.answered());
            System.out.printf("%nHTTP: %d connections, responses of %d bytes%n", HttpLoadGenerator.CONNECTIONS, bytes);
            Optional<Path> nginx = Nginx.find();
            if (nginx.isEmpty()) {
                return compare(load.series(), Map.of());
            }
            String body = AnnounceResponses.constant(bytes);
            try (ServerProcess baseline = Nginx.start(affinity, nginx.get(), folder, certificate, key, body);
                    HttpLoad baselineLoad = HttpLoad.on(baseline, population, trust)) {
                baselineLoad.warmUp(SHORT_WARM_UP_SECONDS);
                return compare(load.series(), baselineLoad.series());
            }
        }
    }

    /** Runs all series alternately. {@code baselines} is empty if nginx is not installed. */
    private static List<Ratio> compare(Map<ConnectionMode, Series> heraldSeries, Map<ConnectionMode, Series> baselines)
            throws IOException {
        List<Series> all = new ArrayList<>();
        for (ConnectionMode mode : ConnectionMode.values()) {
            Optional.ofNullable(baselines.get(mode)).ifPresent(all::add);
            all.add(heraldSeries.get(mode));
        }
        Series.runAlternately(all);
        List<Ratio> ratios = new ArrayList<>();
        for (ConnectionMode mode : ConnectionMode.values()) {
            Series.printHeading(mode.title);
            Optional.ofNullable(baselines.get(mode))
                    .ifPresentOrElse(Series::print, () -> System.out.println(Nginx.MISSING));
            heraldSeries.get(mode).print();
            Optional.ofNullable(baselines.get(mode))
                    .ifPresent(baseline -> ratios.add(heraldSeries.get(mode).ratio("HTTP, " + mode.title, baseline)));
        }
        return ratios;
    }
}
