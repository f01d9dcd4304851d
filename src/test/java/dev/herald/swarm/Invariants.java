package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Family;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks a store between two changes: each pair has one recent peer and one duplicate, every count equals a recount, every peer and
 * torrent is found by its index, and no block or page belongs to two swarms.
 */
final class Invariants {

    private static final int UNITS_OF_A_PAGE = 1024;

    private final Shard shard;
    private final Map<Integer, Integer> smallUnitsIpv4 = new TreeMap<>();
    private final Map<Integer, Integer> smallUnitsIpv6 = new TreeMap<>();
    private final Set<Integer> largeNumbers = new HashSet<>();
    private final Set<byte[]> largePages = Collections.newSetFromMap(new IdentityHashMap<>());
    private final int[] present = new int[3];
    private int peers;
    private int active;
    private long downloaded;

    private Invariants(Shard shard) {
        this.shard = shard;
    }

    /** Checks all shards. */
    static void check(Swarms swarms) {
        long places = 0;
        for (int i = 0; i < swarms.shards(); i++) {
            Shard shard = swarms.shard((long) i << (Long.SIZE - KeyedHasher.SHARD_BITS));
            places += check(shard);
        }
        assertThat(places + swarms.cap.free.get())
                .as("places in use, leased and free")
                .isEqualTo(swarms.cap.places);
    }

    /** Checks one shard; returns its places of the cap, used or not. */
    static long check(Shard shard) {
        synchronized (shard) {
            Invariants invariants = new Invariants(shard);
            for (int torrent = 0; torrent < shard.torrents.size(); torrent++) {
                invariants.torrent(torrent);
            }
            TorrentTable past = shard.downloads.inactive;
            for (int torrent = 0; torrent < past.size(); torrent++) {
                assertThat(past.find(past.hash(torrent), past.infoHash(torrent)))
                        .isEqualTo(torrent);
                assertThat(shard.torrents.find(past.hash(torrent), past.infoHash(torrent)))
                        .isNegative();
                invariants.downloaded += past.downloaded(torrent);
            }
            return invariants.sums();
        }
    }

    private void torrent(int torrent) {
        TorrentTable torrents = shard.torrents;
        assertThat(torrents.find(torrents.hash(torrent), torrents.infoHash(torrent)))
                .isEqualTo(torrent);
        Swarm swarm = shard.open(torrent);
        if (shard.isLarge(torrent)) {
            assertThat(largeNumbers.add((int) torrents.state(torrent, Family.IPV4)))
                    .as("number of a large swarm is unique")
                    .isTrue();
            large((LargePeers) swarm.ipv4);
            large((LargePeers) swarm.ipv6);
        } else {
            small(torrents.state(torrent, Family.IPV4), shard.small(Family.IPV4).arena, smallUnitsIpv4);
            small(torrents.state(torrent, Family.IPV6), shard.small(Family.IPV6).arena, smallUnitsIpv6);
        }
        ids(swarm);
        downloaded += swarm.downloaded;
        peers += swarm.size();
        active += swarm.size() > 0 ? 1 : 0;
        for (int group = 0; group < present.length; group++) {
            assertThat(swarm.clients(group)).isNotNegative();
            present[group] += swarm.clients(group);
        }
    }

    private static void small(long state, SmallPeers.Arena arena, Map<Integer, Integer> taken) {
        int size = (int) (state >>> 24) & 0xff;
        int peers = (int) (state >>> 16 & 0xff) + (int) (state >>> 8 & 0xff) + (int) (state & 0xff);
        assertThat(peers).isLessThanOrEqualTo(SmallPeers.Arena.capacity(size));
        if (size > 0) {
            int unit = (int) (state >>> 32);
            assertThat(unit % UNITS_OF_A_PAGE + SmallPeers.Arena.capacity(size)).isLessThanOrEqualTo(UNITS_OF_A_PAGE);
            assertThat(arena.offset(unit) + SmallPeers.Arena.capacity(size) * arena.unitBytes)
                    .as("end of a block")
                    .isLessThanOrEqualTo(arena.page(unit).length);
            assertThat(taken.put(unit, SmallPeers.Arena.capacity(size)))
                    .as("another swarm with the same block")
                    .isNull();
        }
    }

    private void large(LargePeers peers) {
        for (int position = 0; position < peers.size(); position++) {
            if (peers.indexInPage(position) == 0) {
                assertThat(largePages.add(peers.page(position)))
                        .as("page is unique")
                        .isTrue();
            }
            assertThat(peers.find(peers.addressHigh(position), peers.addressLow(position), peers.port(position)))
                    .as("position found by the endpoint")
                    .isEqualTo(position);
        }
        assertThat(peers.endpoints.size()).as("endpoints in the index").isEqualTo(peers.size());
    }

    /** Checks pairs, shared ids and duplicates. */
    private void ids(Swarm swarm) {
        Map<Integer, List<int[]>> byId = new HashMap<>();
        int alone = 0;
        for (Peers peers : List.of(swarm.ipv4, swarm.ipv6)) {
            for (int position = 0; position < peers.size(); position++) {
                long word = peers.word(position);
                byId.computeIfAbsent(Peers.fingerprint(word), id -> new ArrayList<>())
                        .add(new int[] {peers.family.ordinal(), position});
                alone += Peers.state(word) == Peers.SHARED ? 0 : 1;
            }
        }
        int[] duplicates = new int[3];
        int[] sharedIds = {0};
        byId.forEach((id, members) -> {
            List<Peers> lists = members.stream()
                    .map(member -> member[0] == 0 ? swarm.ipv4 : swarm.ipv6)
                    .toList();
            boolean anyShared = false;
            boolean allShared = true;
            for (int i = 0; i < members.size(); i++) {
                boolean shared = Peers.state(lists.get(i).word(members.get(i)[1])) == Peers.SHARED;
                anyShared |= shared;
                allShared &= shared;
            }
            assertThat(anyShared)
                    .as("all or none of the peers with an id are shared")
                    .isEqualTo(allShared);
            if (anyShared) {
                sharedIds[0]++;
                shared(swarm, id, members, duplicates);
            } else {
                pair(swarm, id, members, duplicates);
            }
        });
        assertThat(swarm.duplicates).isEqualTo(duplicates);
        if (swarm.shared instanceof SharedPeerIds.Indexed counted) {
            assertThat(counted.size).as("shared ids").isEqualTo(sharedIds[0]);
            assertThat(((LargePeers) swarm.ipv4).ids.size() + ((LargePeers) swarm.ipv6).ids.size())
                    .as("ids in the indexes")
                    .isEqualTo(alone);
        }
    }

    private static void pair(Swarm swarm, int id, List<int[]> members, int[] duplicates) {
        int[] each = new int[2];
        int recent = 0;
        int duplicate = 0;
        boolean counted = false;
        boolean allCounted = true;
        for (int[] member : members) {
            Peers peers = member[0] == 0 ? swarm.ipv4 : swarm.ipv6;
            long word = peers.word(member[1]);
            each[member[0]]++;
            assertThat(peers.findId(id)).isEqualTo(member[1]);
            recent += Peers.state(word) == Peers.RECENT ? 1 : 0;
            duplicate += Peers.state(word) == Peers.DUPLICATE ? 1 : 0;
            duplicates[peers.group(member[1])] += Peers.state(word) == Peers.DUPLICATE ? 1 : 0;
            counted |= Peers.counted(word);
            allCounted &= Peers.counted(word);
        }
        assertThat(Math.max(each[0], each[1]))
                .as("peers of a family with one id")
                .isEqualTo(1);
        assertThat(recent).as("recent peers").isEqualTo(members.size() - 1);
        assertThat(duplicate).as("duplicates").isEqualTo(members.size() - 1);
        assertThat(allCounted).as("both or none are counted").isEqualTo(counted);
    }

    private static void shared(Swarm swarm, int id, List<int[]> members, int[] duplicates) {
        int[] groups = new int[6];
        int[] completed = new int[2];
        for (int[] member : members) {
            Peers peers = member[0] == 0 ? swarm.ipv4 : swarm.ipv6;
            groups[3 * member[0] + peers.group(member[1])]++;
            completed[member[0]] += Peers.counted(peers.word(member[1])) ? 1 : 0;
        }
        assertThat(swarm.ipv4.findId(id)).isNegative();
        assertThat(swarm.ipv6.findId(id)).isNegative();
        assertThat(swarm.shared.load(id)).isTrue();
        assertThat(swarm.shared.peers).isEqualTo(groups);
        assertThat(swarm.shared.completed).isEqualTo(completed);
        boolean moreIpv6 = groups[0] + groups[1] + groups[2] < groups[3] + groups[4] + groups[5];
        for (int group = 0; group < 3; group++) {
            duplicates[group] += groups[moreIpv6 ? group : 3 + group];
        }
    }

    private long sums() {
        for (Family family : Family.values()) {
            Map<Integer, Integer> units = family == Family.IPV4 ? smallUnitsIpv4 : smallUnitsIpv6;
            int end = 0;
            int live = 0;
            for (Map.Entry<Integer, Integer> block : units.entrySet()) {
                assertThat(block.getKey()).as("begin of a block").isGreaterThanOrEqualTo(end);
                end = block.getKey() + block.getValue();
                live += block.getValue();
            }
            assertThat(shard.small(family).arena.live)
                    .as("units of allocated blocks")
                    .isEqualTo(live);
        }
        long known = shard.torrents.size() + (long) shard.downloads.inactive.size();
        assertThat(shard.totals())
                .isEqualTo(new SwarmTotals(
                        known,
                        known - active,
                        present[Peers.SEEDERS],
                        present[Peers.DOWNLOADERS] + present[Peers.PARTIAL_SEEDS],
                        downloaded));
        SwarmActivity activity = shard.activity();
        assertThat(activity.peersAdded() - activity.peersRemoved()).isEqualTo(peers);
        assertThat(shard.counters.share.spare).isNotNegative();
        return peers + shard.torrents.size() + shard.counters.share.spare;
    }
}
