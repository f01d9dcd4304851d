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
 * <p>A client that is present in both families counts once, by the state of its more recent entry: the two are marked as
 * paired and the older one as the shadow of the other, and the shadows are subtracted from the counts. A fingerprint that
 * stands more often in one family than in the other (some clients ship a constant peer id) leaves the surplus unpaired.
 */
final class Swarm {

    final Peers ipv4;
    final Peers ipv6;

    /** Shadowed peers by group, over both families. */
    final int[] shadows = new int[3];

    int downloaded;

    /** No peer was seen before this second; when the swarm is empty, when that began. */
    int oldest;

    private final Tally tally;

    Swarm(Peers ipv4, Peers ipv6, Tally tally) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
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
    void announce(AnnounceRequest request, int fingerprint, int lifetime, Selection selection) {
        int now = (int) request.second();
        Peers own = peers(request.family());
        int at = own.find(request.sourceHigh(), request.sourceLow(), request.port());
        boolean alive = at >= 0 && PeerWord.age(own.word(at), now) <= lifetime;
        boolean known = alive && PeerWord.fingerprint(own.word(at)) == fingerprint;
        int group = group(request, known && own.group(at) == Peers.SEEDERS);
        if (request.reachable()) {
            if (size() == 0) {
                oldest = now;
            }
            at = at < 0 ? join(own, request, group, fingerprint) : refresh(own, at, group, fingerprint, now, known);
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

    private int join(Peers own, AnnounceRequest request, int group, int fingerprint) {
        if (own.full() || !tally.share.enter()) {
            tally.peersTurnedAway++;
            return -1;
        }
        tally.inhabited += size() == 0 ? 1 : 0;
        tally.peersAdded++;
        tally.count(group, 1);
        long word = PeerWord.of(fingerprint, (int) request.second());
        int at = own.add(group, request.sourceHigh(), request.sourceLow(), request.port(), word);
        pair(own, at);
        return at;
    }

    private int refresh(Peers own, int position, int group, int fingerprint, int now, boolean known) {
        if (!known) {
            int partner = part(own, position);
            own.word(position, PeerWord.of(fingerprint, now));
            int at = regroup(own, position, group);
            pairAgain(own, partner);
            pair(own, at);
            return at;
        }
        long word = own.word(position);
        boolean finished = group == Peers.SEEDERS && own.group(position) != Peers.SEEDERS;
        if (finished && !PeerWord.has(word, PeerWord.COUNTED)) {
            complete();
            word = PeerWord.with(word, PeerWord.COUNTED);
        }
        own.word(position, PeerWord.touched(word, now));
        if (PeerWord.has(word, PeerWord.SHADOW)) {
            surface(own, position);
        }
        return regroup(own, position, group);
    }

    private int regroup(Peers own, int position, int group) {
        int before = own.group(position);
        if (before == group) {
            return position;
        }
        tally.regrouped(before, group);
        return own.regroup(position, group);
    }

    private void complete() {
        if (downloaded < Integer.MAX_VALUE) {
            downloaded++;
            tally.downloaded++;
            tally.completed++;
        }
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
        int partner = part(own, position);
        tally.count(own.group(position), -1);
        tally.peersRemoved++;
        tally.share.leave(1);
        own.remove(position);
        tally.inhabited -= size() == 0 ? 1 : 0;
        pairAgain(own, partner);
    }

    private Peers other(Peers own) {
        return own == ipv4 ? ipv6 : ipv4;
    }

    /** Pairs an unpaired entry with one of the same client in the other family, if there is one. */
    private void pair(Peers own, int position) {
        Peers other = other(own);
        if (other.size() == 0) {
            return;
        }
        long word = own.word(position);
        if (PeerWord.has(word, PeerWord.PAIRED)) {
            return;
        }
        int twin = other.findId(PeerWord.fingerprint(word), PeerWord.PAIRED, 0);
        if (twin < 0) {
            return;
        }
        boolean older = older(word, other.word(twin));
        mark(own, position, older);
        mark(other, twin, !older);
    }

    /** The time field of the one is before that of the other. */
    private static boolean older(long word, long than) {
        return PeerWord.age(word, (int) (than >>> 3)) > 0;
    }

    private void mark(Peers peers, int position, boolean shadow) {
        long word = PeerWord.with(peers.word(position), PeerWord.PAIRED);
        peers.word(position, shadow ? PeerWord.with(word, PeerWord.SHADOW) : word);
        if (shadow) {
            shade(peers.group(position), 1);
        }
    }

    private void shade(int group, int change) {
        shadows[group] += change;
        tally.count(group, -change);
    }

    /** The shadow has announced and is now the more recent one. */
    private void surface(Peers own, int position) {
        Peers other = other(own);
        long word = own.word(position);
        int twin = other.findId(PeerWord.fingerprint(word), PeerWord.PAIRED | PeerWord.SHADOW, PeerWord.PAIRED);
        own.word(position, PeerWord.without(word, PeerWord.SHADOW));
        shade(own.group(position), -1);
        mark(other, twin, true);
    }

    /** Undoes the pairing of an entry; returns where its twin stands in the other family, or -1. */
    private int part(Peers own, int position) {
        long word = own.word(position);
        if (!PeerWord.has(word, PeerWord.PAIRED)) {
            return -1;
        }
        Peers other = other(own);
        boolean shadow = PeerWord.has(word, PeerWord.SHADOW);
        int wanted = shadow ? PeerWord.PAIRED : PeerWord.PAIRED | PeerWord.SHADOW;
        int twin = other.findId(PeerWord.fingerprint(word), PeerWord.PAIRED | PeerWord.SHADOW, wanted);
        shade(shadow ? own.group(position) : other.group(twin), -1);
        own.word(position, PeerWord.without(word, PeerWord.PAIRED | PeerWord.SHADOW));
        other.word(twin, PeerWord.without(other.word(twin), PeerWord.PAIRED | PeerWord.SHADOW));
        return twin;
    }

    /** A twin that has lost its partner may find another of the same client. */
    private void pairAgain(Peers own, int twin) {
        if (twin >= 0) {
            pair(other(own), twin);
        }
    }
}
