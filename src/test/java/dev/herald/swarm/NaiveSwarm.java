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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One swarm as the protocol text describes it, with a map and lists: the oracle of the packed one. */
final class NaiveSwarm {

    /** What is known of a peer. */
    static final class Entry {
        final Endpoint endpoint;
        final PeerId id;
        boolean seeder;
        boolean partial;
        boolean counted;
        long seen;
        SwarmPeer.Details said;

        Entry(Endpoint endpoint, PeerId id) {
            this.endpoint = endpoint;
            this.id = id;
        }

        boolean downloader() {
            return !seeder && !partial;
        }

        SwarmPeer listed(boolean details) {
            return new SwarmPeer(endpoint, seeder, seen, details ? Optional.of(said) : Optional.empty());
        }
    }

    private final Map<Endpoint, Entry> entries = new LinkedHashMap<>();
    private final int lifetime;
    int downloaded;

    /** Completions that have not been drained. */
    int fresh;

    private boolean muddled;

    NaiveSwarm(int lifetime) {
        this.lifetime = lifetime;
    }

    /** Loses its peers, and its count unless that is kept. */
    void drop(boolean keepDownloads) {
        entries.clear();
        muddled = false;
        downloaded = keepDownloads ? downloaded : 0;
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    void expire(long now) {
        entries.values().removeIf(entry -> now - entry.seen > lifetime);
    }

    /** Carries out an announce. */
    void announce(AnnounceRequest request) {
        expire(request.second());
        Endpoint endpoint = new Endpoint(request.source(), request.port());
        if (request.event() == AnnounceEvent.STOPPED) {
            stop(request, endpoint);
            return;
        }
        if (!request.reachable()) {
            return;
        }
        Entry entry = entries.get(endpoint);
        boolean seeder = seeder(request, entry);
        if (entry == null || !entry.id.equals(request.peerId())) {
            entry = new Entry(endpoint, request.peerId());
            entries.put(endpoint, entry);
        } else if (seeder && !entry.seeder && !entry.counted) {
            entry.counted = true;
            downloaded++;
            fresh++;
        }
        entry.seeder = seeder;
        entry.partial = !seeder && request.event() == AnnounceEvent.PAUSED;
        entry.seen = request.second();
        entry.said = new SwarmPeer.Details(
                request.peerId(), request.uploaded(), request.downloaded(), request.left(), request.event());
    }

    private void stop(AnnounceRequest request, Endpoint endpoint) {
        if (request.port() > 1) {
            Entry entry = entries.get(endpoint);
            if (entry != null && entry.id.equals(request.peerId())) {
                entries.remove(endpoint);
            }
        } else {
            Address address = request.source();
            entries.values()
                    .removeIf(entry -> entry.endpoint.address().equals(address) && entry.id.equals(request.peerId()));
        }
    }

    private static boolean seeder(AnnounceRequest request, Entry entry) {
        if (request.left() == AnnounceRequest.LEFT_UNKNOWN) {
            return request.event() == AnnounceEvent.COMPLETED
                    || (entry != null && entry.seeder && entry.id.equals(request.peerId()));
        }
        return request.left() == 0;
    }

    /** Whom the requester may be given, of one family. */
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
        for (Entry entry : entries.values()) {
            boolean sameClient = entry.id.equals(request.peerId())
                    && (entry.endpoint.address().equals(request.source())
                            || entry.endpoint.address().family()
                                    != request.source().family());
            if (entry.endpoint.address().family() == family
                    && !entry.endpoint.equals(self)
                    && !sameClient
                    && (downloader || entry.downloader())) {
                eligible.add(entry);
            }
        }
        return eligible;
    }

    boolean isSeeder(Endpoint endpoint, PeerId id) {
        Entry entry = entries.get(endpoint);
        return entry != null && entry.seeder && entry.id.equals(id);
    }

    /**
     * Whether the state of a pair is a matter of choice: some peer id stands more than once in a family, or has stood more than
     * once in both, so that who is paired with whom was open.
     */
    boolean ambiguous() {
        Collection<int[]> perId = perId().values();
        muddled |= perId.stream().anyMatch(families -> Math.min(families[0], families[1]) > 1);
        return muddled || perId.stream().anyMatch(families -> Math.max(families[0], families[1]) > 1);
    }

    private Map<PeerId, int[]> perId() {
        Map<PeerId, int[]> perId = new HashMap<>();
        for (Entry entry : entries.values()) {
            perId.computeIfAbsent(entry.id, id -> new int[2])[
                    entry.endpoint.address().family().ordinal()]++;
        }
        return perId;
    }

    /** Peers, a client in both families counted once. */
    int total() {
        return perId().values().stream()
                .mapToInt(families -> Math.max(families[0], families[1]))
                .sum();
    }

    /** The counts, where they are not {@link #ambiguous}: of a client in both families the more recent entry counts. */
    SwarmCounts counts() {
        Map<PeerId, Entry> recent = new LinkedHashMap<>();
        for (Entry entry : entries.values()) {
            recent.merge(entry.id, entry, (one, other) -> other.seen >= one.seen ? other : one);
        }
        int complete =
                (int) recent.values().stream().filter(entry -> entry.seeder).count();
        int downloaders =
                (int) recent.values().stream().filter(Entry::downloader).count();
        return new SwarmCounts(complete, recent.size() - complete, downloaders, downloaded);
    }
}
