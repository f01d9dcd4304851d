package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.CountSink;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.SwarmCounts;

/**
 * One swarm: what an announce does to it. A large swarm has an object of this class to itself; all small ones of a shard
 * share one, which is opened and closed like a book.
 *
 * <p>A client that is present in both families counts once, by the state of its more recent entry: the two are a pair, the older
 * one is the shadow of the other, and the shadows are subtracted from the counts. Where several peers of one family have one peer
 * id, {@link SharedPeerIds} tells which of them are shadows.
 *
 * <p>Whatever allocation fails, the swarm is whole: {@link #join} allocates before it changes anything, and where room is given
 * back that is done last.
 */
final class Swarm {

    final Peers ipv4;
    final Peers ipv6;
    final SharedPeerIds shared;

    /** Shadowed peers by group, over both families. */
    final int[] shadows = new int[3];

    int downloaded;

    /** No peer was seen before this second; when the swarm is empty, when that began. */
    int oldest;

    private final ShardCounters tally;

    Swarm(Peers ipv4, Peers ipv6, SharedPeerIds shared, ShardCounters tally) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.shared = shared;
        this.tally = tally;
    }

    Peers peers(Family family) {
        return family == Family.IPV4 ? ipv4 : ipv6;
    }

    int size() {
        return ipv4.size() + ipv6.size();
    }

    SwarmCounts counts() {
        return new SwarmCounts(present(Peers.SEEDERS), incomplete(), present(Peers.DOWNLOADERS), downloaded);
    }

    /** The same without an object. */
    void counts(CountSink sink) {
        sink.counts(present(Peers.SEEDERS), incomplete(), present(Peers.DOWNLOADERS), downloaded);
    }

    private int incomplete() {
        return present(Peers.DOWNLOADERS) + present(Peers.PARTIALS);
    }

    /** How many clients count in this group. */
    int present(int group) {
        return ipv4.count(group) + ipv6.count(group) - shadows[group];
    }

    /** Carries out an announce (all but {@code stopped}) and hands out peers. */
    void announce(AnnounceRequest request, int fingerprint, int lifetime, PeerSelection selection) {
        int now = (int) request.second();
        Peers own = peers(request.family());
        int at = own.find(request.sourceHigh(), request.sourceLow(), request.port());
        boolean alive = at >= 0 && PeerWord.age(own.word(at), now) <= lifetime;
        boolean known = alive && PeerWord.fingerprint(own.word(at)) == fingerprint;
        int group = group(request, known && own.group(at) == Peers.SEEDERS);
        if (request.reachable()) {
            at = known ? refresh(own, at, group, now) : replace(own, at, request, group, fingerprint);
            if (at >= 0) {
                own.describe(at, request);
            }
        }
        selection.choose(this, own, at, group == Peers.DOWNLOADERS);
    }

    /** {@code left} decides over the event; where it is unknown, the event or what the entry was. */
    private static int group(AnnounceRequest request, boolean wasSeeder) {
        boolean seeder = request.left() == AnnounceRequest.LEFT_UNKNOWN
                ? request.event() == AnnounceEvent.COMPLETED || wasSeeder
                : request.left() == 0;
        if (seeder) {
            return Peers.SEEDERS;
        }
        return request.event() == AnnounceEvent.PAUSED ? Peers.PARTIALS : Peers.DOWNLOADERS;
    }

    /** Adds a peer, in place of one with another peer id or one that has timed out, if {@code at} is not -1. */
    private int replace(Peers own, int at, AnnounceRequest request, int group, int fingerprint) {
        if (at >= 0) {
            remove(own, at);
        }
        return join(own, request, group, fingerprint);
    }

    private int join(Peers own, AnnounceRequest request, int group, int fingerprint) {
        if (own.full()) {
            tally.swarmTurnedAway++;
            return -1;
        }
        if (!tally.share.hasRoom(1)) {
            tally.peersTurnedAway++;
            return -1;
        }
        own.reserve(request.sourceHigh(), request.sourceLow(), request.port(), fingerprint);
        if (own.findId(fingerprint) >= 0) {
            shared.reserve(fingerprint);
        }
        int now = (int) request.second();
        if (size() == 0) {
            oldest = now;
            tally.inhabited++;
        }
        tally.share.enter();
        tally.peersAdded++;
        tally.count(group, 1);
        long word = PeerWord.of(fingerprint, now) | identify(own, group, fingerprint);
        return own.add(group, request.sourceHigh(), request.sourceLow(), request.port(), word);
    }

    /** What a new peer is to those with its peer id, whom that changes, too; the lower bits of its {@link PeerWord}. */
    private int identify(Peers own, int group, int fingerprint) {
        if (!shared.load(fingerprint)) {
            int first = own.findId(fingerprint);
            if (first < 0) {
                return pair(other(own), fingerprint);
            }
            share(own, first, fingerprint);
            shared.load(fingerprint);
        }
        shadeShared(-1);
        shared.add(own.family, group, 1);
        storeShared(fingerprint);
        return PeerWord.SHARED;
    }

    /** A new peer counts, and the one that has its peer id in the other family does not; who of them was counted, both were. */
    private int pair(Peers other, int fingerprint) {
        int twin = other.findId(fingerprint);
        if (twin < 0) {
            return PeerWord.SINGLE;
        }
        long word = other.word(twin);
        other.word(twin, PeerWord.inState(word, PeerWord.SHADOW));
        shade(other.group(twin), 1);
        return PeerWord.RECENT | (PeerWord.counted(word) ? PeerWord.COUNTED : 0);
    }

    /** From now on the peer id of this peer, and of its twin, is shared. */
    private void share(Peers own, int position, int fingerprint) {
        part(own, position);
        Peers other = other(own);
        int twin = other.findId(fingerprint);
        shared.load(fingerprint);
        countShared(own, position);
        if (twin >= 0) {
            countShared(other, twin);
        }
        storeShared(fingerprint);
        own.share(position);
        if (twin >= 0) {
            other.share(twin);
        }
    }

    private void countShared(Peers peers, int position) {
        shared.add(peers.family, peers.group(position), 1);
        shared.completed[peers.family.ordinal()] += PeerWord.counted(peers.word(position)) ? 1 : 0;
    }

    /** Takes the shadows of the shared id that is loaded in or out. */
    private void shadeShared(int sign) {
        Family lesser = shared.lesser();
        for (int group = 0; group < shadows.length; group++) {
            int shaded = shared.count(lesser, group);
            if (shaded != 0) {
                shade(group, sign * shaded);
            }
        }
    }

    private void storeShared(int fingerprint) {
        shadeShared(1);
        shared.store(fingerprint);
    }

    /** Notes that a peer has announced; tells where it stands then. */
    private int refresh(Peers own, int position, int group, int now) {
        long word = PeerWord.touched(own.word(position), now);
        own.word(position, word);
        if (PeerWord.state(word) == PeerWord.SHADOW) {
            surface(own, position);
        }
        int before = own.group(position);
        if (before == group) {
            return position;
        }
        if (group == Peers.SEEDERS && !PeerWord.counted(word)) {
            complete(own, position);
        }
        tally.regrouped(before, group);
        if (PeerWord.state(word) == PeerWord.SHARED) {
            int fingerprint = PeerWord.fingerprint(word);
            shared.load(fingerprint);
            shadeShared(-1);
            shared.add(own.family, before, -1);
            shared.add(own.family, group, 1);
            storeShared(fingerprint);
        }
        return own.regroup(position, group);
    }

    /** Counts a download once, which is also once for both peers of a pair. */
    private void complete(Peers own, int position) {
        long word = own.word(position);
        boolean first = true;
        if (PeerWord.state(word) == PeerWord.RECENT) {
            count(other(own), other(own).findId(PeerWord.fingerprint(word)));
        } else if (PeerWord.state(word) == PeerWord.SHARED) {
            first = completeShared(own.family, PeerWord.fingerprint(word));
        }
        count(own, position);
        if (first && downloaded < Integer.MAX_VALUE) {
            downloaded++;
            tally.downloaded++;
            tally.completed++;
        }
    }

    private static void count(Peers peers, int position) {
        peers.word(position, peers.word(position) | PeerWord.COUNTED);
    }

    /** Whether more clients that share the id have completed than was known: as many as in that family where it is more. */
    private boolean completeShared(Family family, int fingerprint) {
        shared.load(fingerprint);
        int completed = ++shared.completed[family.ordinal()];
        shared.store(fingerprint);
        return completed > shared.completed[family.other().ordinal()];
    }

    /** Carries out {@code stopped}: only the session that the entry belongs to can end it. */
    void stop(AnnounceRequest request, int fingerprint) {
        Peers own = peers(request.family());
        if (request.port() > 1) {
            int at = own.find(request.sourceHigh(), request.sourceLow(), request.port());
            if (at >= 0 && PeerWord.fingerprint(own.word(at)) == fingerprint) {
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

    /** Removes the peers of {@code [from, to)} that have fallen silent; returns the second of the oldest that stays. */
    int expire(Peers peers, int from, int to, int now, int lifetime, int oldestSoFar) {
        int stays = oldestSoFar;
        for (int i = Math.min(to, peers.size()) - 1; i >= from; i--) {
            int age = PeerWord.age(peers.word(i), now);
            if (age > lifetime) {
                remove(peers, i);
                tally.silent++;
            } else if (now - age - stays < 0) {
                stays = now - age;
            }
        }
        return stays;
    }

    private void remove(Peers own, int position) {
        long word = own.word(position);
        int fingerprint = PeerWord.fingerprint(word);
        int group = own.group(position);
        boolean sharing = PeerWord.state(word) == PeerWord.SHARED;
        if (sharing) {
            shared.load(fingerprint);
            shadeShared(-1);
            shared.add(own.family, group, -1);
            shared.completed[own.family.ordinal()] -= PeerWord.counted(word) ? 1 : 0;
            storeShared(fingerprint);
        } else {
            part(own, position);
        }
        tally.count(group, -1);
        tally.peersRemoved++;
        tally.share.leave(1);
        tally.inhabited -= size() == 1 ? 1 : 0;
        own.remove(position);
        if (sharing) {
            shared.trim(fingerprint);
        }
    }

    private Peers other(Peers own) {
        return own == ipv4 ? ipv6 : ipv4;
    }

    private void shade(int group, int change) {
        shadows[group] += change;
        tally.count(group, -change);
    }

    /** The shadow has announced and is now the more recent one. */
    private void surface(Peers own, int position) {
        Peers other = other(own);
        int twin = other.findId(PeerWord.fingerprint(own.word(position)));
        own.word(position, PeerWord.inState(own.word(position), PeerWord.RECENT));
        shade(own.group(position), -1);
        other.word(twin, PeerWord.inState(other.word(twin), PeerWord.SHADOW));
        shade(other.group(twin), 1);
    }

    /** Undoes the pairing of a peer, if it has one. */
    private void part(Peers own, int position) {
        long word = own.word(position);
        if (PeerWord.state(word) == PeerWord.SINGLE) {
            return;
        }
        Peers other = other(own);
        int twin = other.findId(PeerWord.fingerprint(word));
        boolean shadow = PeerWord.state(word) == PeerWord.SHADOW;
        shade(shadow ? own.group(position) : other.group(twin), -1);
        own.word(position, PeerWord.inState(word, PeerWord.SINGLE));
        other.word(twin, PeerWord.inState(other.word(twin), PeerWord.SINGLE));
    }
}
