package dev.herald.swarm;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.PeerId;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One swarm as the protocol describes it, with a map and lists: the model of {@link Swarm}. */
final class NaiveSwarm {

    /** A peer. */
    static final class Entry {
        final Endpoint endpoint;
        final PeerId id;
        boolean seeder;
        boolean partial;
        boolean counted;
        long seen;
        long turn;
        SwarmPeer.Details details;

        Entry(Endpoint endpoint, PeerId id) {
            this.endpoint = endpoint;
            this.id = id;
        }

        Family family() {
            return endpoint.address().family();
        }

        boolean downloader() {
            return !seeder && !partial;
        }

        SwarmPeer listed(boolean details) {
            return new SwarmPeer(endpoint, seeder, seen, details ? Optional.of(this.details) : Optional.empty());
        }
    }

    private final Map<Endpoint, Entry> entries = new LinkedHashMap<>();
    private final Map<PeerId, List<Entry>> byId = new HashMap<>();

    /** Ids that several peers of one family have, or have had since the first of them. */
    private final Set<PeerId> shared = new HashSet<>();

    private final int lifetime;
    private long turns;
    int downloaded;

    /** Completions that have not been drained. */
    int fresh;

    NaiveSwarm(int lifetime) {
        this.lifetime = lifetime;
    }

    /** Removes all peers, and the download count unless counts are kept. */
    void drop(boolean keepDownloads) {
        entries.clear();
        byId.clear();
        shared.clear();
        downloaded = keepDownloads ? downloaded : 0;
    }

    /** All peers, including timed out ones that have not been removed. */
    Collection<Entry> entries() {
        return entries.values();
    }

    /** The peers that have not timed out. */
    List<Entry> alive(long now) {
        return entries.values().stream()
                .filter(entry -> now - entry.seen <= lifetime)
                .toList();
    }

    int size(Family family) {
        return (int) entries.values().stream()
                .filter(entry -> entry.family() == family)
                .count();
    }

    /** Removes the timed out peers. */
    void expire(long now) {
        entries.values().stream()
                .filter(entry -> now - entry.seen > lifetime)
                .toList()
                .forEach(this::remove);
    }

    private void remove(Entry entry) {
        entries.remove(entry.endpoint);
        byId.get(entry.id).remove(entry);
        if (byId.get(entry.id).isEmpty()) {
            byId.remove(entry.id);
            shared.remove(entry.id);
        }
    }

    private List<Entry> withId(PeerId id) {
        return List.copyOf(byId.getOrDefault(id, List.of()));
    }

    private List<Entry> withId(PeerId id, Family family) {
        return withId(id).stream().filter(entry -> entry.family() == family).toList();
    }

    /**
     * Carries out an announce.
     *
     * @param rejected whether there is no room for a new peer
     * @param large whether the swarm is a large one, in which peers that share an id are not found by it
     */
    void announce(AnnounceRequest request, boolean rejected, boolean large) {
        Endpoint endpoint = new Endpoint(request.source(), request.port());
        if (request.event() == AnnounceEvent.STOPPED) {
            stop(request, endpoint, large);
            return;
        }
        if (!request.reachable()) {
            return;
        }
        Entry entry = known(endpoint, request.peerId(), request.second());
        boolean seeder = seeder(request, entry);
        if (entry == null) {
            Entry replaced = entries.get(endpoint);
            if (replaced != null) {
                remove(replaced);
            }
            if (rejected) {
                return;
            }
            entry = join(new Entry(endpoint, request.peerId()));
        } else if (seeder && !entry.seeder && !entry.counted) {
            complete(entry);
        }
        entry.seeder = seeder;
        entry.partial = !seeder && request.event() == AnnounceEvent.PAUSED;
        entry.seen = request.second();
        entry.turn = turns++;
        entry.details = new SwarmPeer.Details(
                request.peerId(), request.uploaded(), request.downloaded(), request.left(), request.event());
    }

    private Entry join(Entry entry) {
        if (!withId(entry.id, entry.family()).isEmpty()) {
            shared.add(entry.id);
        }
        if (!shared.contains(entry.id)) {
            entry.counted = withId(entry.id).stream().anyMatch(twin -> twin.counted);
        }
        entries.put(entry.endpoint, entry);
        byId.computeIfAbsent(entry.id, id -> new ArrayList<>()).add(entry);
        return entry;
    }

    private void complete(Entry entry) {
        entry.counted = true;
        boolean first = true;
        if (shared.contains(entry.id)) {
            first = completed(entry.id, entry.family())
                    > completed(entry.id, entry.family().other());
        } else {
            withId(entry.id).forEach(twin -> twin.counted = true);
        }
        downloaded += first ? 1 : 0;
        fresh += first ? 1 : 0;
    }

    private long completed(PeerId id, Family family) {
        return withId(id, family).stream().filter(entry -> entry.counted).count();
    }

    private void stop(AnnounceRequest request, Endpoint endpoint, boolean large) {
        if (request.port() > 1) {
            Entry entry = entries.get(endpoint);
            if (entry != null && entry.id.equals(request.peerId())) {
                remove(entry);
            }
        } else if (!large || !shared.contains(request.peerId())) {
            Address address = request.source();
            withId(request.peerId()).stream()
                    .filter(entry -> entry.endpoint.address().equals(address))
                    .forEach(this::remove);
        }
    }

    /** The entry at this endpoint if it has this id and has not timed out, else null. */
    private Entry known(Endpoint endpoint, PeerId id, long now) {
        Entry entry = entries.get(endpoint);
        return entry != null && entry.id.equals(id) && now - entry.seen <= lifetime ? entry : null;
    }

    private static boolean seeder(AnnounceRequest request, Entry entry) {
        if (request.left() == AnnounceRequest.LEFT_UNKNOWN) {
            return request.event() == AnnounceEvent.COMPLETED || (entry != null && entry.seeder);
        }
        return request.left() == 0;
    }

    /** The peers of one family that an answer may have. */
    List<Entry> eligible(AnnounceRequest request, boolean seederBefore, Family family) {
        List<Entry> eligible = new ArrayList<>();
        boolean seeder = request.left() == AnnounceRequest.LEFT_UNKNOWN
                ? request.event() == AnnounceEvent.COMPLETED || seederBefore
                : request.left() == 0;
        boolean downloader = !seeder && request.event() != AnnounceEvent.PAUSED;
        if (request.event() == AnnounceEvent.STOPPED) {
            return eligible;
        }
        Endpoint self = new Endpoint(request.source(), request.port());
        for (Entry entry : alive(request.second())) {
            boolean sameClient = entry.id.equals(request.peerId())
                    && (entry.endpoint.address().equals(request.source())
                            || entry.family() != request.source().family());
            if (entry.family() == family
                    && !entry.endpoint.equals(self)
                    && !sameClient
                    && (downloader || entry.downloader())) {
                eligible.add(entry);
            }
        }
        return eligible;
    }

    boolean isSeeder(Endpoint endpoint, PeerId id, long now) {
        Entry entry = known(endpoint, id, now);
        return entry != null && entry.seeder;
    }

    /** A client in both families counts once, as it last announced; of a shared id the family with more peers counts. */
    SwarmCounts counts() {
        int complete = 0;
        int partial = 0;
        int total = 0;
        for (Map.Entry<PeerId, List<Entry>> each : byId.entrySet()) {
            for (Entry entry : counting(each.getKey(), each.getValue())) {
                complete += entry.seeder ? 1 : 0;
                partial += entry.partial ? 1 : 0;
                total++;
            }
        }
        return new SwarmCounts(complete, total - complete, total - complete - partial, downloaded);
    }

    private List<Entry> counting(PeerId id, List<Entry> entries) {
        if (shared.contains(id)) {
            List<Entry> ipv4 = withId(id, Family.IPV4);
            List<Entry> ipv6 = withId(id, Family.IPV6);
            return ipv4.size() < ipv6.size() ? ipv6 : ipv4;
        }
        return List.of(entries.stream()
                .reduce((one, other) -> one.turn > other.turn ? one : other)
                .orElseThrow());
    }
}
