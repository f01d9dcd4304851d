package dev.herald.swarm;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Copies slices of a shard for readers, who do with them what they like while nobody waits. A slice is a range of hashes, so
 * that what stays is met once, whatever comes and goes between two slices. Each method locks the shard, adds a slice that
 * begins at the hash {@code from}, and returns where the next one begins, {@link SlotIndex#END} after the last.
 */
final class ShardReader {

    /** A torrent and its counts. */
    record Torrent(InfoHash infoHash, SwarmCounts counts) {}

    private ShardReader() {}

    /** Adds torrents. */
    static long torrents(Shard shard, long from, int now, List<Torrent> to) {
        synchronized (shard) {
            TorrentTable current = shard.torrents;
            TorrentTable past = shard.downloads.past().table();
            long end = Math.min(current.sliceEnd(from), past.sliceEnd(from));
            current.slice(
                    from, end, torrent -> to.add(new Torrent(current.infoHash(torrent), shard.counts(torrent, now))));
            past.slice(from, end, torrent -> {
                SwarmCounts counts = new SwarmCounts(0, 0, 0, past.downloaded(torrent));
                to.add(new Torrent(past.infoHash(torrent), counts));
            });
            return end;
        }
    }

    /** A torrent with a download count, and how many days ago it was announced. */
    record Downloaded(InfoHash infoHash, int daysAgo) {}

    /** Adds torrents that have a download count. */
    static long downloaded(Shard shard, long from, int now, List<Downloaded> to) {
        synchronized (shard) {
            TorrentTable current = shard.torrents;
            PastDownloads past = shard.downloads.past();
            long end = Math.min(current.sliceEnd(from), past.table().sliceEnd(from));
            current.slice(from, end, torrent -> {
                if (shard.open(torrent).downloaded > 0) {
                    to.add(new Downloaded(current.infoHash(torrent), 0));
                }
            });
            short today = PastDownloads.day(now);
            past.table()
                    .slice(
                            from,
                            end,
                            torrent -> to.add(
                                    new Downloaded(past.table().infoHash(torrent), past.daysAgo(torrent, today))));
            return end;
        }
    }

    /** Adds torrents that have peers. */
    static long inhabited(Shard shard, long from, List<InfoHash> to) {
        synchronized (shard) {
            long end = shard.torrents.sliceEnd(from);
            shard.torrents.slice(from, end, torrent -> {
                if (shard.open(torrent).size() > 0) {
                    to.add(shard.torrents.infoHash(torrent));
                }
            });
            return end;
        }
    }

    /** Whose peers are listed, as of when, and how many at most. */
    record PeersOf(InfoHash infoHash, int hash, long second, int limit) {

        /**
         * Adds peers by their hash. A small swarm is one slice; should the swarm have become small meanwhile, it is the last
         * one. Where the limit leaves a peer out, returns the complement of its hash, which is where the rest begins.
         */
        long slice(Shard shard, Family family, long from, List<SwarmPeer> to) {
            synchronized (shard) {
                int torrent = shard.torrents.find(hash, infoHash);
                if (torrent < 0) {
                    return SlotIndex.END;
                }
                Peers peers = shard.open(torrent).peers(family);
                List<Place> places = new ArrayList<>();
                long end = peers.slice(from, position -> {
                    boolean silent = PeerWord.age(peers.word(position), (int) second) > shard.lifetime;
                    long hash = endpointHash(peers, position, shard.secret);
                    if (!silent && hash >= from) {
                        places.add(new Place(hash, position));
                    }
                });
                places.sort(Comparator.comparingLong(Place::hash));
                long previous = SlotIndex.END;
                for (Place place : places) {
                    // Peers of equal hash stay together, as the rest could not begin between them.
                    if (to.size() >= limit && place.hash() != previous) {
                        return ~place.hash();
                    }
                    to.add(peer(peers, place.position(), second));
                    previous = place.hash();
                }
                return end;
            }
        }
    }

    private record Place(long hash, int position) {}

    private static long endpointHash(Peers peers, int position, KeyedHasher secret) {
        byte[] page = peers.page(position);
        int at = peers.wireAt(position);
        long high = CompactPeers.high(page, at, peers.family);
        long low = CompactPeers.low(page, at, peers.family);
        return secret.endpointHash(high, low, CompactPeers.port(page, at, peers.family)) & 0xffff_ffffL;
    }

    private static SwarmPeer peer(Peers peers, int position, long second) {
        byte[] page = peers.page(position);
        int at = peers.wireAt(position);
        Address address =
                new Address(CompactPeers.high(page, at, peers.family), CompactPeers.low(page, at, peers.family));
        Optional<SwarmPeer.Details> details =
                peers.keepsDetails ? Optional.of(PeerDetails.read(page, peers.detailAt(position))) : Optional.empty();
        return new SwarmPeer(
                new Endpoint(address, CompactPeers.port(page, at, peers.family)),
                peers.group(position) == Peers.SEEDERS,
                second - PeerWord.age(peers.word(position), (int) second),
                details);
    }
}
