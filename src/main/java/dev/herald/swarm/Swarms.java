package dev.herald.swarm;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.bittorrent.PeerSink;
import dev.herald.bittorrent.SwarmCounts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All swarms of the tracker: a map and lists for now. */
public final class Swarms {

    private record Endpoint(Address address, int port) {}

    private static final class Entry {
        PeerId id;
        boolean seeder;
        boolean partial;
        boolean counted;
        long seen;
    }

    private static final class Swarm {
        final Map<Endpoint, Entry> peers = new LinkedHashMap<>();
        int downloaded;
    }

    private final Map<InfoHash, Swarm> swarms = new HashMap<>();
    private final int lifetimeSeconds;

    /** An empty store whose peers are forgotten {@code lifetimeSeconds} after their last announce. */
    public Swarms(SwarmSettings settings, int lifetimeSeconds) {
        this.lifetimeSeconds = lifetimeSeconds;
    }

    /**
     * Carries out an announce and hands out peers.
     *
     * @param peers the most peers to hand out
     * @param seedersForSeeder whether a seeder's answer is filled up with seeders
     * @return the counts after the announce
     */
    public synchronized SwarmCounts announce(
            AnnounceRequest request, int peers, boolean seedersForSeeder, PeerSink sink) {
        Swarm swarm = swarms.computeIfAbsent(request.infoHash(), hash -> new Swarm());
        swarm.peers.values().removeIf(entry -> entry.seen + lifetimeSeconds < request.second());
        Endpoint endpoint = new Endpoint(request.source(), request.port());
        Entry entry = swarm.peers.get(endpoint);
        boolean seeder = request.left() == 0
                || (request.left() < 0
                        && (request.event() == AnnounceEvent.COMPLETED || (entry != null && entry.seeder)));
        if (request.event() == AnnounceEvent.STOPPED) {
            if (entry != null && entry.id.equals(request.peerId())) {
                swarm.peers.remove(endpoint);
            }
            return counts(swarm);
        }
        if (request.reachable()) {
            if (entry == null || !entry.id.equals(request.peerId())) {
                entry = new Entry();
                entry.id = request.peerId();
                entry.seeder = seeder;
                swarm.peers.put(endpoint, entry);
            }
            if (seeder && !entry.seeder && !entry.counted) {
                entry.counted = true;
                swarm.downloaded++;
            }
            entry.seeder = seeder;
            entry.partial = request.event() == AnnounceEvent.PAUSED && !seeder;
            entry.seen = request.second();
        }
        boolean downloader = !seeder && request.event() != AnnounceEvent.PAUSED;
        List<Endpoint> found = new ArrayList<>();
        swarm.peers.forEach((other, state) -> {
            if (!other.equals(endpoint) && (downloader || (!state.seeder && !state.partial))) {
                found.add(other);
            }
        });
        Collections.shuffle(found);
        hand(found, request.source().family(), peers, request.bothFamilies(), sink);
        return counts(swarm);
    }

    private static void hand(List<Endpoint> found, Family own, int peers, boolean both, PeerSink sink) {
        int handed = 0;
        for (Family family : both ? new Family[] {own, own.other()} : new Family[] {own}) {
            for (Endpoint peer : found) {
                if (peer.address.family() == family && handed < peers) {
                    handed++;
                    byte[] wire = ByteBuffer.allocate(family.peerBytes())
                            .put(peer.address.bytes())
                            .putShort((short) peer.port)
                            .array();
                    sink.peers(family, wire, 0, 1);
                }
            }
        }
    }

    /** The counts of a torrent; zeros if nobody has heard of it. Nothing is created or refreshed. */
    public synchronized SwarmCounts scrape(InfoHash infoHash, long second) {
        Swarm swarm = swarms.get(infoHash);
        return swarm == null ? SwarmCounts.ZERO : counts(swarm);
    }

    private static SwarmCounts counts(Swarm swarm) {
        int complete = 0;
        int partial = 0;
        for (Entry entry : swarm.peers.values()) {
            complete += entry.seeder ? 1 : 0;
            partial += entry.partial ? 1 : 0;
        }
        int incomplete = swarm.peers.size() - complete;
        return new SwarmCounts(complete, incomplete, incomplete - partial, swarm.downloaded);
    }
}
