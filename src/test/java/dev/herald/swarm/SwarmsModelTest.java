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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Thousands of random announces, stops, time jumps and cleanings, against {@link NaiveSwarm}. */
final class SwarmsModelTest {

    private static final int LIFETIME = 3960;

    @Property(tries = 200)
    void a_few_clients_in_a_few_swarms(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int clients, @ForAll boolean details) {
        new Run(seed, clients, 3, details, false).steps(400);
    }

    @Property(tries = 8)
    void crowds_that_make_swarms_large_and_small_again(
            @ForAll long seed, @ForAll @IntRange(min = 200, max = 900) int clients, @ForAll boolean details) {
        Run run = new Run(seed, clients, 1, details, true);
        run.steps(clients * 4);
        run.second += LIFETIME / 2;
        run.clients = 40;
        run.steps(500);
        run.second += LIFETIME / 2 + 1;
        run.steps(300);
        run.clients = clients;
        run.steps(clients * 2);
    }

    /** One history, told to both trackers. */
    private static final class Run {

        final Random random;
        final Swarms swarms;
        final Map<InfoHash, NaiveSwarm> naive = new HashMap<>();
        final int torrents;
        final boolean crowd;
        int clients;
        long second = 1_700_000_000L;

        Run(long seed, int clients, int torrents, boolean details, boolean crowd) {
            this.random = new Random(seed);
            this.clients = clients;
            this.torrents = torrents;
            this.crowd = crowd;
            this.swarms = new Swarms(new SwarmSettings(details, Integer.MAX_VALUE), LIFETIME, new Random(seed + 1));
        }

        void steps(int steps) {
            for (int i = 0; i < steps; i++) {
                step();
            }
        }

        private void step() {
            int dice = random.nextInt(1000);
            if (dice < 10) {
                second += random.nextInt(LIFETIME);
            } else if (dice < 20) {
                clean();
            } else if (dice < 40) {
                compare(hash(random.nextInt(torrents)), null);
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
            return new AnnounceRequest(
                    hash(random.nextInt(torrents)),
                    shared ? new PeerId(7, 7, 7) : new PeerId(client, session, 5),
                    ipv6 ? new Address(0x20010db8_00000000L, client + 1L) : Address.ofIpv4(0x0a000001 + client),
                    port,
                    event,
                    left,
                    client,
                    1,
                    random.nextInt(4) == 0 ? 0 : random.nextInt(clients + 2),
                    200,
                    random.nextBoolean(),
                    AccessKey.NONE,
                    second);
        }

        private void announce(AnnounceRequest request) {
            NaiveSwarm model = model(request.infoHash());
            model.expire(second);
            boolean seederBefore = model.isSeeder(new Endpoint(request.source(), request.port()), request.peerId());
            Collected answer = new Collected();
            SwarmCounts counts = swarms.announce(request, request.wanted(), false, answer);
            model.announce(request);
            compare(request.infoHash(), counts);
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
}
