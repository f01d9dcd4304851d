package dev.herald.admin.events;

import dev.herald.bittorrent.ClientName;
import dev.herald.swarm.SwarmTotals;
import dev.herald.swarm.Swarms;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The peers by client and version. Counted when somebody asks, at most once a minute, because it visits all peers. Clients choose their peer
 * ids, so the number of versions is bounded; peers beyond are counted without a version.
 */
public final class Clients {

    /** The most rows. */
    static final int MAX_ROWS = 200;

    /** The most different clients and versions that are counted apart. */
    static final int MAX_VERSIONS = 10_000;

    /** The name of peers whose client is unknown. */
    static final String UNKNOWN = "unknown";

    private static final int FRESH_SECONDS = 60;

    /** The last byte of Azureus' style, a hyphen or something that is no part of the version. */
    private static final long LAST_BYTE = 0xff;

    private final Swarms swarms;
    private final LongSupplier clock;
    private Optional<Count> latest = Optional.empty();

    /**
     * Counts nothing yet.
     *
     * @param clock the seconds of the clock of the requests
     */
    public Clients(Swarms swarms, LongSupplier clock) {
        this.swarms = swarms;
        this.clock = clock;
    }

    /**
     * The peers at one time.
     *
     * @param second by the clock of the requests
     * @param details false if peer ids are not kept, so that there are no rows
     * @param peers all peers, by address family
     * @param rows the most frequent ones
     */
    public record Count(long second, boolean details, long peers, List<Row> rows) {

        public Count {
            rows = List.copyOf(rows);
        }
    }

    /** The peers of a client; {@code version} is empty if it is unknown. */
    public record Row(String client, String version, long peers, long seeders) {}

    private static final class Counter {

        private long peers;
        private long seeders;

        void add(boolean seeder) {
            peers++;
            seeders += seeder ? 1 : 0;
        }
    }

    /** The latest count, which is at most a minute old. */
    public synchronized Count count() {
        long second = clock.getAsLong();
        if (latest.isEmpty() || second - latest.get().second >= FRESH_SECONDS) {
            latest = Optional.of(count(second));
        }
        return latest.get();
    }

    private Count count(long second) {
        Map<Long, Counter> byId = new HashMap<>();
        swarms.peerIds(second, (id, seeder) -> byId.computeIfAbsent(key(id, byId), key -> new Counter())
                .add(seeder));
        Map<Map.Entry<String, String>, List<Counter>> byName = byId.entrySet().stream()
                .collect(Collectors.groupingBy(
                        counter -> name(counter.getKey()),
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        List<Row> rows = byName.entrySet().stream()
                .map(row -> new Row(
                        row.getKey().getKey(),
                        row.getKey().getValue(),
                        row.getValue().stream()
                                .mapToLong(counter -> counter.peers)
                                .sum(),
                        row.getValue().stream()
                                .mapToLong(counter -> counter.seeders)
                                .sum()))
                .sorted(Comparator.comparingLong(Row::peers)
                        .reversed()
                        .thenComparing(Row::client)
                        .thenComparing(Row::version))
                .limit(MAX_ROWS)
                .toList();
        SwarmTotals totals = swarms.totals();
        long peers = swarms.keepsDetails()
                ? byId.values().stream().mapToLong(counter -> counter.peers).sum()
                : totals.seeders() + totals.leechers();
        return new Count(second, swarms.keepsDetails(), peers, rows);
    }

    /** What peers are counted by: the begin of a peer id, or the number of a client if there are too many, or 0. */
    private static long key(long id, Map<Long, Counter> known) {
        int number = ClientName.number(id);
        long version = id & ~LAST_BYTE;
        boolean counted = number != ClientName.UNKNOWN && (known.size() < MAX_VERSIONS || known.containsKey(version));
        return counted ? version : number;
    }

    private static Map.Entry<String, String> name(long key) {
        if (key == ClientName.UNKNOWN) {
            return Map.entry(UNKNOWN, "");
        }
        return key < ClientName.count()
                ? Map.entry(ClientName.name((int) key), "")
                : Map.entry(ClientName.name(ClientName.number(key)), ClientName.version(key));
    }
}
