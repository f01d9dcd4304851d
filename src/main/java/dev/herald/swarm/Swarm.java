package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.CountSink;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.SwarmCounts;

/**
 * One swarm, and what an announce changes in it. A large swarm has its own object; all small swarms of a shard share one, which is
 * opened and closed.
 *
 * <p>A client that is present in both families counts once, as its more recent peer: the two are a pair, the older one is the
 * duplicate, and duplicates are subtracted from the counts. If several peers of one family have one peer id, {@link SharedPeerIds}
 * determines which of them are duplicates.
 *
 * <p>If an allocation fails the swarm stays consistent: {@link #join} allocates before it changes anything, and memory is returned
 * last.
 */
final class Swarm {

    final Peers ipv4;
    final Peers ipv6;
    final SharedPeerIds shared;

    /** Duplicates by group, of both families. */
    final int[] duplicates = new int[3];

    int downloaded;

    /** No peer was seen before this second; if the swarm is empty, since when it is. */
    int oldest;

    private final ShardCounters counters;

    Swarm(Peers ipv4, Peers ipv6, SharedPeerIds shared, ShardCounters counters) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.shared = shared;
        this.counters = counters;
    }

    Peers peers(Family family) {
        return family == Family.IPV4 ? ipv4 : ipv6;
    }

    private Peers other(Peers own) {
        return own == ipv4 ? ipv6 : ipv4;
    }

    int size() {
        return ipv4.size() + ipv6.size();
    }

    SwarmCounts counts() {
        return new SwarmCounts(clients(Peers.SEEDERS), incomplete(), clients(Peers.DOWNLOADERS), downloaded);
    }

    /** The same without an allocation. */
    void counts(CountSink sink) {
        sink.counts(clients(Peers.SEEDERS), incomplete(), clients(Peers.DOWNLOADERS), downloaded);
    }

    private int incomplete() {
        return clients(Peers.DOWNLOADERS) + clients(Peers.PARTIAL_SEEDS);
    }

    /** The clients of a group. */
    int clients(int group) {
        return ipv4.count(group) + ipv6.count(group) - duplicates[group];
    }

    /** Carries out an announce other than {@code stopped}, then has the peers of the answer selected. */
    void announce(AnnounceRequest request, int fingerprint, int lifetime, PeerSelection selection) {
        int now = (int) request.second();
        Peers own = peers(request.family());
        int at = own.find(request.sourceHigh(), request.sourceLow(), request.port());
        boolean known =
                at >= 0 && Peers.age(own.word(at), now) <= lifetime && Peers.fingerprint(own.word(at)) == fingerprint;
        int group = group(request, known && own.group(at) == Peers.SEEDERS);
        if (request.reachable()) {
            if (known) {
                at = renew(own, at, group, now);
            } else {
                if (at >= 0) {
                    remove(own, at);
                }
                at = join(own, request, group, fingerprint);
            }
            if (at >= 0) {
                own.writeDetails(at, request);
            }
        }
        selection.select(own, other(own), at, group == Peers.DOWNLOADERS);
    }

    /** {@code left} takes precedence over the event; if it is unknown, the event or the previous group decides. */
    private static int group(AnnounceRequest request, boolean wasSeeder) {
        boolean seeder = request.left() == AnnounceRequest.LEFT_UNKNOWN
                ? request.event() == AnnounceEvent.COMPLETED || wasSeeder
                : request.left() == 0;
        if (seeder) {
            return Peers.SEEDERS;
        }
        return request.event() == AnnounceEvent.PAUSED ? Peers.PARTIAL_SEEDS : Peers.DOWNLOADERS;
    }

    /** Adds a peer and returns its position, or -1 if there is no room. */
    private int join(Peers own, AnnounceRequest request, int group, int fingerprint) {
        if (own.full()) {
            counters.swarmFull++;
            return -1;
        }
        if (!counters.share.ensureAvailable(1)) {
            counters.storeFull++;
            return -1;
        }
        own.reserve(request.sourceHigh(), request.sourceLow(), request.port(), fingerprint);
        if (own.findId(fingerprint) >= 0) {
            shared.reserve(fingerprint);
        }
        int now = (int) request.second();
        if (size() == 0) {
            oldest = now;
            counters.active++;
        }
        counters.share.acquire();
        counters.peersAdded++;
        counters.count(group, 1);
        long word = Peers.word(fingerprint, now) | identify(own, group, fingerprint);
        return own.add(group, request.sourceHigh(), request.sourceLow(), request.port(), word);
    }

    /** Updates the last announce of a known peer and returns its position. */
    private int renew(Peers own, int position, int group, int now) {
        long word = Peers.withLastSeen(own.word(position), now);
        own.word(position, word);
        if (Peers.state(word) == Peers.DUPLICATE) {
            makeRecent(own, position);
        }
        int before = own.group(position);
        if (before == group) {
            return position;
        }
        if (group == Peers.SEEDERS && !Peers.counted(word)) {
            complete(own, position);
        }
        counters.regrouped(before, group);
        if (Peers.state(word) == Peers.SHARED) {
            int fingerprint = Peers.fingerprint(word);
            beginSharedUpdate(fingerprint);
            shared.add(own.family, before, -1);
            shared.add(own.family, group, 1);
            endSharedUpdate(fingerprint);
        }
        return own.regroup(position, group);
    }

    /** Counts a download once, also if both peers of a pair complete it. */
    private void complete(Peers own, int position) {
        long word = own.word(position);
        int fingerprint = Peers.fingerprint(word);
        boolean first = true;
        if (Peers.state(word) == Peers.RECENT) {
            setCounted(other(own), other(own).findId(fingerprint));
        } else if (Peers.state(word) == Peers.SHARED) {
            // More clients that share the id have completed than was known if they are more than in the other family.
            shared.load(fingerprint);
            int completed = ++shared.completed[own.family.ordinal()];
            shared.store(fingerprint);
            first = completed > shared.completed[own.family.other().ordinal()];
        }
        setCounted(own, position);
        if (first && downloaded < Integer.MAX_VALUE) {
            downloaded++;
            counters.downloaded++;
            counters.completed++;
        }
    }

    private static void setCounted(Peers peers, int position) {
        peers.word(position, peers.word(position) | Peers.COUNTED);
    }

    /** Carries out {@code stopped}: only the session that owns the entry can end it. */
    void stop(AnnounceRequest request, int fingerprint) {
        Peers own = peers(request.family());
        if (request.port() > 1) {
            int at = own.find(request.sourceHigh(), request.sourceLow(), request.port());
            if (at >= 0 && Peers.fingerprint(own.word(at)) == fingerprint) {
                remove(own, at);
            }
        } else {
            int at = own.findId(fingerprint, request);
            while (at >= 0) {
                remove(own, at);
                at = own.findId(fingerprint, request);
            }
        }
        if (size() == 0) {
            oldest = (int) request.second();
        }
    }

    /** Removes the peers of {@code [from, to)} that have timed out; returns the last announce of the oldest that stays. */
    int expire(Peers peers, int from, int to, int now, int lifetime, int oldestSoFar) {
        int stays = oldestSoFar;
        for (int i = Math.min(to, peers.size()) - 1; i >= from; i--) {
            int age = Peers.age(peers.word(i), now);
            if (age > lifetime) {
                remove(peers, i);
                counters.expired++;
            } else if (now - age - stays < 0) {
                stays = now - age;
            }
        }
        return stays;
    }

    private void remove(Peers own, int position) {
        long word = own.word(position);
        int fingerprint = Peers.fingerprint(word);
        int group = own.group(position);
        boolean sharesId = Peers.state(word) == Peers.SHARED;
        if (sharesId) {
            beginSharedUpdate(fingerprint);
            shared.add(own.family, group, -1);
            shared.completed[own.family.ordinal()] -= Peers.counted(word) ? 1 : 0;
            endSharedUpdate(fingerprint);
        } else {
            unpair(own, position);
        }
        counters.count(group, -1);
        counters.peersRemoved++;
        counters.share.release(1);
        counters.active -= size() == 1 ? 1 : 0;
        own.remove(position);
        if (sharesId) {
            shared.trim(fingerprint);
        }
    }

    /** Updates the peers that have the peer id of a new peer; returns the state and flags of the new peer's word. */
    private int identify(Peers own, int group, int fingerprint) {
        if (!shared.load(fingerprint)) {
            int first = own.findId(fingerprint);
            if (first < 0) {
                return pair(other(own), fingerprint);
            }
            share(own, first, fingerprint);
            shared.load(fingerprint);
        }
        addSharedDuplicates(-1);
        shared.add(own.family, group, 1);
        endSharedUpdate(fingerprint);
        return Peers.SHARED;
    }

    /** The peer of the other family with this peer id becomes the duplicate of the new one; if one was counted, both were. */
    private int pair(Peers other, int fingerprint) {
        int twin = other.findId(fingerprint);
        if (twin < 0) {
            return Peers.UNPAIRED;
        }
        long word = other.word(twin);
        other.word(twin, Peers.withState(word, Peers.DUPLICATE));
        addDuplicates(other.group(twin), 1);
        return Peers.RECENT | (Peers.counted(word) ? Peers.COUNTED : 0);
    }

    /** A duplicate has announced and becomes the more recent peer of its pair. */
    private void makeRecent(Peers own, int position) {
        Peers other = other(own);
        int twin = other.findId(Peers.fingerprint(own.word(position)));
        own.word(position, Peers.withState(own.word(position), Peers.RECENT));
        addDuplicates(own.group(position), -1);
        other.word(twin, Peers.withState(other.word(twin), Peers.DUPLICATE));
        addDuplicates(other.group(twin), 1);
    }

    /** Removes the pairing of a peer, if it has one. */
    private void unpair(Peers own, int position) {
        long word = own.word(position);
        if (Peers.state(word) == Peers.UNPAIRED) {
            return;
        }
        Peers other = other(own);
        int twin = other.findId(Peers.fingerprint(word));
        boolean duplicate = Peers.state(word) == Peers.DUPLICATE;
        addDuplicates(duplicate ? own.group(position) : other.group(twin), -1);
        own.word(position, Peers.withState(word, Peers.UNPAIRED));
        other.word(twin, Peers.withState(other.word(twin), Peers.UNPAIRED));
    }

    /** The peer id of this peer, and of its twin, becomes a shared one. */
    private void share(Peers own, int position, int fingerprint) {
        unpair(own, position);
        Peers other = other(own);
        int twin = other.findId(fingerprint);
        shared.load(fingerprint);
        shared.addPeer(own, position);
        if (twin >= 0) {
            shared.addPeer(other, twin);
        }
        endSharedUpdate(fingerprint);
        own.markShared(position);
        if (twin >= 0) {
            other.markShared(twin);
        }
    }

    private void beginSharedUpdate(int fingerprint) {
        shared.load(fingerprint);
        addSharedDuplicates(-1);
    }

    private void endSharedUpdate(int fingerprint) {
        addSharedDuplicates(1);
        shared.store(fingerprint);
    }

    /** Adds or subtracts the duplicates of the loaded shared id. */
    private void addSharedDuplicates(int sign) {
        Family lesser = shared.lesser();
        for (int group = 0; group < duplicates.length; group++) {
            int count = shared.count(lesser, group);
            if (count != 0) {
                addDuplicates(group, sign * count);
            }
        }
    }

    private void addDuplicates(int group, int change) {
        duplicates[group] += change;
        counters.count(group, -change);
    }
}
