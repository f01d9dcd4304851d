package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.bittorrent.SwarmCounts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A random history of announces, drops, reads, time steps and cleanings, which is applied to the store and to {@link NaiveSwarm}s.
 * Every kind of history has all of them, with different frequency.
 */
final class History {

    private static final int LIFETIME = 3960;

    /**
     * The parameters of a history.
     *
     * @param sharing percentage of the announces that have one shared peer id
     * @param rare by which factor drops and time steps are rarer than usual
     * @param cap most peers and torrents, 0 is unlimited
     */
    record Kind(int torrents, boolean details, boolean keep, int sharing, int rare, int cap, Shard.Bounds bounds) {

        static Kind of(int torrents, boolean details, boolean keep) {
            return new Kind(torrents, details, keep, 10, 1, 0, Shard.Bounds.LARGEST);
        }

        Kind sharing(int percent) {
            return new Kind(torrents, details, keep, percent, rare, cap, bounds);
        }

        Kind rare(int times) {
            return new Kind(torrents, details, keep, sharing, times, cap, bounds);
        }

        Kind cap(int places) {
            return new Kind(torrents, details, keep, sharing, rare, places, bounds);
        }

        Kind bounds(int shardTorrents, int swarmPeers) {
            return new Kind(torrents, details, keep, sharing, rare, cap, new Shard.Bounds(shardTorrents, swarmPeers));
        }
    }

    final SplittableRandom random;
    final Kind kind;
    final Swarms swarms;
    final Map<InfoHash, NaiveSwarm> naive = new HashMap<>();
    int clients;
    long second = 1_700_000_000L;

    /** The most IPv4 peers of a large swarm. */
    int largest;

    /** Large swarms that became small. */
    int shrunk;

    History(SplittableRandom random, int clients, Kind kind) {
        this.random = random;
        this.clients = clients;
        this.kind = kind;
        SwarmSettings settings =
                new SwarmSettings(kind.details, Integer.MAX_VALUE, kind.keep, kind.cap, Integer.MAX_VALUE, false);
        this.swarms = new Swarms(settings, LIFETIME, new Random(random.nextLong()), kind.bounds);
    }

    void steps(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        Invariants.check(swarms);
    }

    private void step() {
        int dice = random.nextInt(1000 * kind.rare);
        if (dice < 10) {
            second += random.nextInt(LIFETIME);
        } else if (dice < 13) {
            drop(random.nextInt(kind.torrents));
        } else if (dice % 1000 < 20) {
            clean();
        } else if (dice % 1000 < 40) {
            compare(hash(random.nextInt(kind.torrents)));
        } else if (dice % 1000 < 60) {
            read(hash(random.nextInt(kind.torrents)));
        } else if (dice % 1000 < 62) {
            restore(random.nextInt(kind.torrents));
        } else {
            second += random.nextInt(3);
            announce(randomRequest());
        }
    }

    private AnnounceRequest randomRequest() {
        int client = random.nextInt(clients);
        boolean ipv6 = random.nextInt(3) == 0;
        int session = random.nextInt(30) == 0 ? 1 : 0;
        int port = random.nextInt(40) == 0 ? random.nextInt(2) : 6881 + (random.nextInt(20) == 0 ? 1 : 0);
        boolean shared = random.nextInt(100) < kind.sharing;
        AnnounceEvent[] events = AnnounceEvent.values();
        AnnounceEvent event = random.nextInt(2) == 0 ? AnnounceEvent.NONE : events[random.nextInt(events.length)];
        long left = random.nextInt(8) == 0 ? AnnounceRequest.LEFT_UNKNOWN : random.nextInt(3) * 100L;
        return new AnnounceRequest()
                .infoHash(hash(random.nextInt(kind.torrents)))
                .peerId(shared ? new PeerId(7, 7, 7) : new PeerId(client, session, 5))
                .source(
                        ipv6 ? new Address(0x20010db8_00000000L, client + 1L) : Address.ofIpv4(0x0a000001 + client),
                        port)
                .progress(event, left, client, 1)
                .numWant(numWant(), 200, random.nextBoolean())
                .received(AccessKey.NONE, second);
    }

    private int numWant() {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(clients > 100 && random.nextInt(8) > 0 ? 50 : clients + 2);
    }

    private void announce(AnnounceRequest request) {
        boolean large = isLarge(request.infoHash());
        NaiveSwarm model = upToDate(request.infoHash());
        boolean seederBefore = model.isSeeder(new Endpoint(request.source(), request.port()), request.peerId(), second);
        long before = rejected();
        CollectingSink answer = new CollectingSink();
        swarms.announce(request, request.numWant(), false, answer);
        boolean rejected = rejected() > before;
        model.announce(request, rejected, large);
        if (rejected) {
            assertThat(isAtBound(request)).as("a bound is reached").isTrue();
        }
        largest = Math.max(largest, isLarge(request.infoHash()) ? model.size(Family.IPV4) : 0);
        assertThat(answer.counts).isEqualTo(model.counts());
        compare(request.infoHash());
        checkPeers(request, model, seederBefore, answer);
    }

    private long rejected() {
        SwarmActivity activity = swarms.activity();
        return activity.storeFull() + activity.swarmFull() + activity.shardFull();
    }

    private boolean isAtBound(AnnounceRequest request) {
        long hash = swarms.hasher.hash(request.infoHash());
        return model(request.infoHash()).size(request.source().family()) >= kind.bounds.swarmPeers()
                || swarms.shard(hash).torrents.full()
                || (kind.cap > 0 && swarms.cap.free.get() < 2);
    }

    private boolean isLarge(InfoHash infoHash) {
        long hash = swarms.hasher.hash(infoHash);
        Shard shard = swarms.shard(hash);
        int torrent = shard.torrents.find((int) hash, infoHash);
        return torrent >= 0 && shard.isLarge(torrent);
    }

    /** The model; a small swarm does not count timed out peers, a large one does until it is cleaned. */
    private NaiveSwarm upToDate(InfoHash hash) {
        NaiveSwarm model = model(hash);
        if (!isLarge(hash)) {
            model.expire(second);
        }
        return model;
    }

    private void compare(InfoHash hash) {
        assertThat(swarms.scrape(hash, second)).isEqualTo(upToDate(hash).counts());
    }

    private void read(InfoHash hash) {
        switch (random.nextInt(4)) {
            case 0 -> comparePeers(hash);
            case 1 -> drain();
            case 2 -> compareTorrents();
            default -> compareTotals();
        }
    }

    private void restore(int torrent) {
        int total = random.nextInt(3);
        swarms.restoreDownloads(hash(torrent), total, second);
        NaiveSwarm model = model(hash(torrent));
        model.downloaded += kind.keep ? total : 0;
        loseCount(hash(torrent), model);
    }

    /** A download count is lost if its shard is full. */
    private void loseCount(InfoHash infoHash, NaiveSwarm model) {
        long hash = swarms.hasher.hash(infoHash);
        Shard shard = swarms.shard(hash);
        if (shard.downloads.inactive.full() && !swarms.known(infoHash)) {
            model.downloaded = 0;
        }
    }

    void drop(int torrent) {
        NaiveSwarm model = model(hash(torrent));
        swarms.drop(hash(torrent));
        model.drop(kind.keep);
        loseCount(hash(torrent), model);
        assertThat(swarms.peers(hash(torrent), second, 1)).isEmpty();
        assertThat(swarms.known(hash(torrent))).isEqualTo(model.downloaded > 0);
        assertThat(swarms.scrape(hash(torrent), second)).isEqualTo(new SwarmCounts(0, 0, 0, model.downloaded));
    }

    private void comparePeers(InfoHash hash) {
        List<SwarmPeer> expected = model(hash).alive(second).stream()
                .map(entry -> entry.listed(kind.details))
                .toList();
        List<SwarmPeer> listed = swarms.peers(hash, second, Integer.MAX_VALUE);
        assertThat(listed).hasSameSizeAs(expected);
        assertThat(new HashSet<>(listed)).isEqualTo(new HashSet<>(expected));
        int limit = random.nextInt(expected.size() + 1);
        assertThat(swarms.peers(hash, second, limit)).hasSize(limit).isSubsetOf(listed);
    }

    private void drain() {
        Map<InfoHash, Integer> expected = new HashMap<>();
        naive.forEach((hash, model) -> {
            if (kind.keep && model.fresh > 0) {
                expected.put(hash, model.fresh);
            }
            model.fresh = 0;
        });
        Map<InfoHash, Integer> drained = new HashMap<>();
        swarms.drainDownloads(Integer.MAX_VALUE, (hash, count) -> drained.merge(hash, count, Integer::sum));
        assertThat(drained).isEqualTo(expected);
    }

    private void compareTorrents() {
        clean();
        Map<InfoHash, SwarmCounts> shown = new HashMap<>();
        swarms.torrents(
                second, (hash, counts) -> assertThat(shown.put(hash, counts)).isNull());
        Map<InfoHash, SwarmCounts> expected = new HashMap<>();
        naive.forEach((hash, model) -> {
            if (!model.entries().isEmpty() || model.downloaded > 0) {
                expected.put(hash, model.counts());
            }
            assertThat(swarms.known(hash)).isEqualTo(expected.containsKey(hash));
            compare(hash);
        });
        assertThat(shown).isEqualTo(expected);
    }

    private void compareTotals() {
        clean();
        List<SwarmCounts> counts = naive.values().stream()
                .map(NaiveSwarm::counts)
                .filter(each -> !each.equals(SwarmCounts.ZERO))
                .toList();
        int seeders = counts.stream().mapToInt(SwarmCounts::complete).sum();
        int leechers = counts.stream().mapToInt(SwarmCounts::incomplete).sum();
        int downloaded = counts.stream().mapToInt(SwarmCounts::downloaded).sum();
        long active = counts.stream()
                .filter(each -> each.complete() + each.incomplete() > 0)
                .count();
        long known = counts.size();
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(known, known - active, seeders, leechers, downloaded));
        SwarmActivity activity = swarms.activity();
        long peers = naive.values().stream()
                .mapToInt(model -> model.entries().size())
                .sum();
        assertThat(activity.peersAdded() - activity.peersRemoved()).isEqualTo(peers);
    }

    private void clean() {
        Set<InfoHash> large = naive.keySet().stream().filter(this::isLarge).collect(Collectors.toSet());
        for (int shard = 0; shard < swarms.shards(); shard++) {
            swarms.clean(shard, second);
        }
        naive.values().forEach(model -> model.expire(second));
        naive.forEach(this::loseCount);
        shrunk += (int) large.stream().filter(hash -> !isLarge(hash)).count();
    }

    private void checkPeers(AnnounceRequest request, NaiveSwarm model, boolean seederBefore, CollectingSink answer) {
        Family own = request.source().family();
        Set<Endpoint> ofOwn = endpoints(model.eligible(request, seederBefore, own));
        Set<Endpoint> ofOther =
                request.bothFamilies() ? endpoints(model.eligible(request, seederBefore, own.other())) : Set.of();
        List<Endpoint> given = answer.of(own);
        List<Endpoint> filled = answer.of(own.other());
        assertThat(new HashSet<>(answer.peers).size()).as("different peers").isEqualTo(answer.peers.size());
        assertThat(ofOwn.containsAll(given)).as("%s of %s", given, ofOwn).isTrue();
        assertThat(ofOther.containsAll(filled)).as("%s of %s", filled, ofOther).isTrue();
        int expected = Math.min(request.numWant(), ofOwn.size());
        assertThat(given.size()).isEqualTo(expected);
        assertThat(filled.size()).isEqualTo(Math.min(request.numWant() - expected, ofOther.size()));
    }

    private static Set<Endpoint> endpoints(List<NaiveSwarm.Entry> entries) {
        return entries.stream().map(entry -> entry.endpoint).collect(Collectors.toCollection(HashSet::new));
    }

    private NaiveSwarm model(InfoHash hash) {
        return naive.computeIfAbsent(hash, any -> new NaiveSwarm(LIFETIME));
    }

    private static InfoHash hash(int number) {
        return new InfoHash(number, number, number);
    }
}
