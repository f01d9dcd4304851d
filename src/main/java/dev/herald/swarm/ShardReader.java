package dev.herald.swarm;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Copies slices of a shard for readers, who then process them without the lock. A slice is a range of hashes, so that what stays is visited
 * once, whatever changes between two slices. Each method locks the shard, adds the slice that begins at the hash {@code from}, and
 * returns the begin of the next one, {@link SlotIndex#END} after the last.
 */
final class ShardReader {

    /** Peers that are looked at for the last announce of a torrent. Of so many, some have announced within the last seconds. */
    private static final int AGES = 1024;

    private ShardReader() {}

    /** Adds torrents with their counts. */
    static long torrents(Shard shard, long from, int now, Map<InfoHash, SwarmCounts> to) {
        TorrentTable inactive = shard.downloads.inactive;
        return slice(
                shard,
                from,
                torrent -> to.put(shard.torrents.infoHash(torrent), shard.counts(torrent, now)),
                torrent -> to.put(inactive.infoHash(torrent), new SwarmCounts(0, 0, 0, inactive.downloaded(torrent))));
    }

    /** Adds torrents that have a download count, with the days since the last announce. */
    static long downloaded(Shard shard, long from, int now, Map<InfoHash, Integer> to) {
        Downloads downloads = shard.downloads;
        return slice(
                shard,
                from,
                torrent -> {
                    if (shard.open(torrent).downloaded > 0) {
                        to.put(shard.torrents.infoHash(torrent), 0);
                    }
                },
                torrent -> to.put(downloads.inactive.infoHash(torrent), downloads.daysAgo(torrent, now)));
    }

    private static long slice(Shard shard, long from, IntConsumer active, IntConsumer inactive) {
        synchronized (shard) {
            SlotIndex activeIndex = shard.torrents.index;
            SlotIndex inactiveIndex = shard.downloads.inactive.index;
            long end = Math.min(activeIndex.sliceEnd(from), inactiveIndex.sliceEnd(from));
            activeIndex.slice(from, end, active);
            inactiveIndex.slice(from, end, inactive);
            return end;
        }
    }

    /** Adds torrents that have peers. */
    static long withPeers(Shard shard, long from, List<InfoHash> to) {
        synchronized (shard) {
            long end = shard.torrents.index.sliceEnd(from);
            shard.torrents.index.slice(from, end, torrent -> {
                if (shard.open(torrent).size() > 0) {
                    to.add(shard.torrents.infoHash(torrent));
                }
            });
            return end;
        }
    }

    /** Passes on the peer ids of a torrent; a slice of a large swarm at a time. */
    static void peerIds(Shard shard, int hash, InfoHash infoHash, int now, PeerIdVisitor visitor) {
        for (Family family : Family.values()) {
            for (long from = 0; from < SlotIndex.END; ) {
                synchronized (shard) {
                    int torrent = shard.torrents.find(hash, infoHash);
                    if (torrent < 0) {
                        return;
                    }
                    Peers peers = shard.open(torrent).peers(family);
                    from = peers.slice(from, position -> {
                        if (Peers.age(peers.word(position), now) <= shard.lifetime) {
                            visitor.visit(peers.idHigh(position), peers.group(position) == Peers.SEEDERS);
                        }
                    });
                }
            }
        }
    }

    /** The age of the last announce of a torrent in seconds, of the first {@value #AGES} peers of each family; -1 if it has no peers. */
    static int lastAnnounce(Shard shard, int hash, InfoHash infoHash, int now) {
        synchronized (shard) {
            int torrent = shard.torrents.find(hash, infoHash);
            int least = Integer.MAX_VALUE;
            if (torrent >= 0) {
                Swarm swarm = shard.open(torrent);
                for (Family family : Family.values()) {
                    Peers peers = swarm.peers(family);
                    for (int i = 0; i < Math.min(AGES, peers.size()); i++) {
                        least = Math.min(least, Math.max(0, Peers.age(peers.word(i), now)));
                    }
                }
            }
            return least == Integer.MAX_VALUE ? -1 : least;
        }
    }

    /** A query for at most {@code limit} peers of a torrent. */
    record PeerQuery(InfoHash infoHash, int hash, long second, int limit) {

        /**
         * Adds peers by endpoint hash. A small swarm is one slice; if the swarm has become small meanwhile, it is the last one. If the
         * limit excludes a peer, returns the complement of its hash, where the rest begins.
         */
        long slice(Shard shard, Family family, long from, List<SwarmPeer> to) {
            synchronized (shard) {
                int torrent = shard.torrents.find(hash, infoHash);
                if (torrent < 0) {
                    return SlotIndex.END;
                }
                Peers peers = shard.open(torrent).peers(family);
                List<Match> matches = new ArrayList<>();
                long end = peers.slice(from, position -> {
                    boolean expired = Peers.age(peers.word(position), (int) second) > shard.lifetime;
                    long hash = peers.endpointHash(position, shard.hasher) & 0xffff_ffffL;
                    if (!expired && hash >= from) {
                        matches.add(new Match(hash, position));
                    }
                });
                matches.sort(Comparator.comparingLong(Match::hash));
                long previous = SlotIndex.END;
                for (Match match : matches) {
                    // Peers of equal hash stay together, as the rest could not begin between them.
                    if (to.size() >= limit && match.hash() != previous) {
                        return ~match.hash();
                    }
                    to.add(peer(peers, match.position(), second));
                    previous = match.hash();
                }
                return end;
            }
        }
    }

    private record Match(long hash, int position) {}

    private static SwarmPeer peer(Peers peers, int position, long second) {
        Address address = new Address(peers.addressHigh(position), peers.addressLow(position));
        return new SwarmPeer(
                new Endpoint(address, peers.port(position)),
                peers.group(position) == Peers.SEEDERS,
                second - Peers.age(peers.word(position), (int) second),
                peers.keepsDetails ? Optional.of(peers.details(position)) : Optional.empty());
    }
}
