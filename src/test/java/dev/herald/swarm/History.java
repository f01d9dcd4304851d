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
import java.util.stream.Collectors;

/** One history of announces, drops, readings and cleanings, told to the packed swarms and to {@link NaiveSwarm}s. */
final class History {

    private static final int LIFETIME = 3960;

    final Random random;
    final Swarms swarms;
    final Map<InfoHash, NaiveSwarm> naive = new HashMap<>();
    final int torrents;
    final boolean crowd;
    final boolean details;
    final boolean keep;
    int clients;
    long second = 1_700_000_000L;

    History(long seed, int clients, int torrents, boolean details, boolean keep, boolean crowd) {
        this.random = new Random(seed);
        this.clients = clients;
        this.torrents = torrents;
        this.crowd = crowd;
        this.details = details;
        this.keep = keep;
        SwarmSettings settings = new SwarmSettings(details, Integer.MAX_VALUE, keep);
        this.swarms = new Swarms(settings, LIFETIME, new Random(seed + 1));
    }

    void steps(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    private void step() {
        int dice = random.nextInt(1000);
        if (dice < 10 && !crowd) {
            second += random.nextInt(LIFETIME);
        } else if (dice < 20) {
            clean();
        } else if (dice < 40) {
            compare(hash(random.nextInt(torrents)), null);
        } else if (dice < 60) {
            read(hash(random.nextInt(torrents)));
        } else if (dice < (crowd ? 61 : 65)) {
            change(random.nextInt(torrents));
        } else {
            second += 1 + random.nextInt(3);
            announce(randomRequest());
        }
    }

    private AnnounceRequest randomRequest() {
        int client = random.nextInt(clients);
        boolean ipv6 = random.nextInt(3) == 0;
        int session = !crowd && random.nextInt(30) == 0 ? 1 : 0;
        int port = random.nextInt(40) == 0 ? random.nextInt(2) : 6881 + (!crowd && random.nextInt(20) == 0 ? 1 : 0);
        boolean shared = !crowd && random.nextInt(10) == 0;
        AnnounceEvent[] events = AnnounceEvent.values();
        AnnounceEvent event = random.nextInt(2) == 0 ? AnnounceEvent.NONE : events[random.nextInt(events.length)];
        long left = random.nextInt(8) == 0 ? AnnounceRequest.LEFT_UNKNOWN : random.nextInt(3) * 100L;
        return new AnnounceRequest()
                .infoHash(hash(random.nextInt(torrents)))
                .peerId(shared ? new PeerId(7, 7, 7) : new PeerId(client, session, 5))
                .source(
                        ipv6 ? new Address(0x20010db8_00000000L, client + 1L) : Address.ofIpv4(0x0a000001 + client),
                        port)
                .progress(event, left, client, 1)
                .wanted(random.nextInt(4) == 0 ? 0 : random.nextInt(clients + 2), 200, random.nextBoolean())
                .received(AccessKey.NONE, second);
    }

    private void announce(AnnounceRequest request) {
        NaiveSwarm model = model(request.infoHash());
        model.expire(second);
        boolean seederBefore = model.isSeeder(new Endpoint(request.source(), request.port()), request.peerId());
        Collected answer = new Collected();
        swarms.announce(request, request.wanted(), false, answer);
        model.announce(request);
        compare(request.infoHash(), answer.counts);
        checkPeers(request, model, seederBefore, answer);
    }

    private void compare(InfoHash hash, SwarmCounts answered) {
        NaiveSwarm model = model(hash);
        model.expire(second);
        if (crowd) {
            // A large swarm counts a silent peer until the next cleaning, which comes once a minute.
            if (random.nextInt(60) > 0) {
                return;
            }
            clean();
        }
        SwarmCounts counts = swarms.scrape(hash, second);
        assertThat(counts.complete() + counts.incomplete()).isEqualTo(model.total());
        assertThat(counts.downloaded()).isEqualTo(model.downloaded);
        if (!model.ambiguous()) {
            assertThat(counts).isEqualTo(model.counts());
        }
        if (answered != null && !crowd) {
            assertThat(answered).isEqualTo(counts);
        }
    }

    private void read(InfoHash hash) {
        switch (random.nextInt(4)) {
            case 0 -> comparePeers(hash);
            case 1 -> drain();
            case 2 -> compareTorrents();
            default -> compareTotals();
        }
    }

    private void change(int torrent) {
        if (!crowd && random.nextBoolean()) {
            drop(torrent);
        } else {
            int total = random.nextInt(3);
            swarms.restoreDownloads(hash(torrent), total, second);
            model(hash(torrent)).downloaded += keep ? total : 0;
        }
    }

    /** How many IPv4 peers a torrent has. */
    long ipv4(int torrent) {
        NaiveSwarm model = model(hash(torrent));
        model.expire(second);
        return model.entries().stream()
                .filter(entry -> entry.endpoint.address().family() == Family.IPV4)
                .count();
    }

    void drop(int torrent) {
        NaiveSwarm model = model(hash(torrent));
        swarms.drop(hash(torrent));
        model.drop(keep);
        assertThat(swarms.peers(hash(torrent), second, 1)).isEmpty();
        assertThat(swarms.known(hash(torrent))).isEqualTo(model.downloaded > 0);
        assertThat(swarms.scrape(hash(torrent), second)).isEqualTo(new SwarmCounts(0, 0, 0, model.downloaded));
    }

    private void comparePeers(InfoHash hash) {
        NaiveSwarm model = model(hash);
        model.expire(second);
        List<SwarmPeer> expected =
                model.entries().stream().map(entry -> entry.listed(details)).toList();
        List<SwarmPeer> listed = swarms.peers(hash, second, Integer.MAX_VALUE);
        assertThat(listed).hasSameSizeAs(expected);
        assertThat(new HashSet<>(listed)).isEqualTo(new HashSet<>(expected));
        int limit = random.nextInt(expected.size() + 1);
        assertThat(swarms.peers(hash, second, limit)).hasSize(limit).isSubsetOf(listed);
    }

    private void drain() {
        Map<InfoHash, Integer> expected = new HashMap<>();
        naive.forEach((hash, model) -> {
            if (keep && model.fresh > 0) {
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
            model.expire(second);
            if (model.total() > 0 || model.downloaded > 0) {
                expected.put(hash, swarms.scrape(hash, second));
            }
            assertThat(swarms.known(hash)).isEqualTo(expected.containsKey(hash));
            compare(hash, null);
        });
        assertThat(shown).isEqualTo(expected);
    }

    private void compareTotals() {
        clean();
        List<SwarmCounts> counts =
                naive.keySet().stream().map(hash -> swarms.scrape(hash, second)).toList();
        int seeders = counts.stream().mapToInt(SwarmCounts::complete).sum();
        int leechers = counts.stream().mapToInt(SwarmCounts::incomplete).sum();
        int downloaded = counts.stream().mapToInt(SwarmCounts::downloaded).sum();
        long active = counts.stream()
                .filter(each -> each.complete() + each.incomplete() > 0)
                .count();
        long known =
                counts.stream().filter(each -> !each.equals(SwarmCounts.ZERO)).count();
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(known, known - active, seeders, leechers, downloaded));
        SwarmActivity activity = swarms.activity();
        long peers = naive.values().stream()
                .peek(model -> model.expire(second))
                .mapToInt(model -> model.entries().size())
                .sum();
        assertThat(activity.peersAdded() - activity.peersRemoved()).isEqualTo(peers);
    }

    private void clean() {
        for (int shard = 0; shard < swarms.shards(); shard++) {
            swarms.clean(shard, second);
        }
    }

    private void checkPeers(AnnounceRequest request, NaiveSwarm model, boolean seederBefore, Collected answer) {
        Family own = request.source().family();
        Set<Endpoint> ofOwn = endpoints(model.eligible(request, seederBefore, own));
        Set<Endpoint> ofOther =
                request.bothFamilies() ? endpoints(model.eligible(request, seederBefore, own.other())) : Set.of();
        assertThat(answer.peers).doesNotHaveDuplicates();
        assertThat(ofOwn).containsAll(answer.of(own));
        assertThat(ofOther).containsAll(answer.of(own.other()));
        int expected = Math.min(request.wanted(), ofOwn.size());
        assertThat(answer.of(own)).hasSize(expected);
        assertThat(answer.of(own.other())).hasSize(Math.min(request.wanted() - expected, ofOther.size()));
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
