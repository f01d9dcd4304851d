package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.conformance.Announce;
import dev.herald.conformance.Counts;
import dev.herald.conformance.FrontendClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Well-behaved clients in the torrents that are under attack, with known numbers of seeders and leechers. */
final class WellBehavedClients {

    private static final int CLIENTS = 600;
    private static final Address IPV6_LOOPBACK = Address.parse("::1").orElseThrow();

    private final List<FrontendClient> frontends;
    private final List<Announce> announces = new ArrayList<>();
    private final Map<InfoHash, int[]> expected = new HashMap<>();

    /** A third of the clients use IPv4, a third IPv6, a third both. Announces are distributed over {@code frontends}. */
    WellBehavedClients(List<FrontendClient> frontends) {
        this.frontends = frontends;
        for (int i = 0; i < CLIENTS; i++) {
            InfoHash torrent = InfoHash.of(HostileAnnounce.popularTorrent(i % HostileAnnounce.POPULAR_TORRENTS), 0);
            PeerId id = new PeerId(i, i, i);
            boolean seeds = i % 5 == 0;
            if (i % 3 != 0) {
                Endpoint ipv4 = new Endpoint(Address.ofIpv4(0x7f01_0001 + (i << 8)), 20_000 + i);
                announces.add(Announce.of(torrent, ipv4, id).left(seeds ? 0 : 1));
            }
            if (i % 3 != 1) {
                Endpoint ipv6 = new Endpoint(IPV6_LOOPBACK, 20_000 + i);
                announces.add(Announce.of(torrent, ipv6, id).left(seeds ? 0 : 1));
            }
            expected.computeIfAbsent(torrent, unused -> new int[2])[seeds ? 0 : 1]++;
        }
    }

    /** Announces every client once; each announce must be accepted. */
    void announce() {
        for (int i = 0; i < announces.size(); i++) {
            assertThat(frontends
                            .get(i % frontends.size())
                            .announce(announces.get(i))
                            .peers())
                    .hasSizeLessThanOrEqualTo(200);
        }
    }

    Set<InfoHash> torrents() {
        return expected.keySet();
    }

    int seeders() {
        return expected.values().stream().mapToInt(counts -> counts[0]).sum();
    }

    int leechers() {
        return expected.values().stream().mapToInt(counts -> counts[1]).sum();
    }

    /** Asserts that a scrape over each frontend has the expected counts of each torrent. */
    void assertScrapes() {
        for (FrontendClient frontend : frontends) {
            expected.forEach((torrent, counts) -> {
                Counts scraped = frontend.scrape(List.of(torrent)).get(torrent);
                assertThat(List.of(scraped.complete(), scraped.incomplete()))
                        .as(torrent.toString())
                        .isEqualTo(List.of(counts[0], counts[1]));
            });
        }
    }
}
