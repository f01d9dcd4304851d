package dev.herald.tracker;

import dev.herald.access.Access;
import dev.herald.access.Decision;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.ScrapeRequest;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import java.util.concurrent.ThreadLocalRandom;

/** The use cases of all frontends: announce and scrape. */
public final class Tracker {

    private final AnnouncePolicy policy;
    private final Access access;
    private final Swarms swarms;

    /** Read once per announce. */
    private volatile AnnounceWatcher watcher = AnnounceWatcher.NONE;

    /** Creates a tracker on a store. */
    public Tracker(AnnouncePolicy policy, Access access, Swarms swarms) {
        this.policy = policy;
        this.access = access;
        this.swarms = swarms;
    }

    /** Sets who is told of announces; {@link AnnounceWatcher#NONE} for nobody. */
    public void watch(AnnounceWatcher newWatcher) {
        watcher = newWatcher;
    }

    /** Carries out an announce and answers it (BEP 3, 15, 21). */
    public void announce(AnnounceRequest request, AnnounceReply reply) {
        AnnounceWatcher current = watcher;
        if (current != AnnounceWatcher.NONE && current.watches(request)) {
            answer(request, new WatchedReply(reply, current, request));
        } else {
            answer(request, reply);
        }
    }

    private void answer(AnnounceRequest request, AnnounceReply reply) {
        if (allows(request, reply)) {
            swarms.announce(request, numWant(request), seedersForSeeder(request), reply);
            accept(reply);
        }
    }

    /**
     * Answers an announce like one of a peer that is in the swarm, and changes nothing. Overwrites port and event of the request, because
     * an unreachable peer is answered and not stored.
     */
    public void preview(AnnounceRequest request, AnnounceReply reply) {
        if (!allows(request, reply)) {
            return;
        }
        boolean stops = request.event() == AnnounceEvent.STOPPED;
        int numWant = stops ? 0 : numWant(request);
        boolean seeders = seedersForSeeder(request);
        AnnounceEvent event = stops ? AnnounceEvent.NONE : request.event();
        request.source(request.sourceHigh(), request.sourceLow(), 0)
                .progress(event, request.left(), request.uploaded(), request.downloaded());
        swarms.announce(request, numWant, seeders, reply);
        accept(reply);
    }

    private boolean allows(AnnounceRequest request, AnnounceReply reply) {
        Decision decision = access.announce(request);
        if (decision != Decision.ALLOWED) {
            Rejection rejection = Rejection.of(decision);
            reply.rejected(rejection, text(rejection, request.infoHash()));
            return false;
        }
        if (request.port() <= 1
                && request.event() != AnnounceEvent.STOPPED
                && policy.unreachable() == Unreachable.REJECT) {
            reply.rejected(Rejection.INVALID_PORT, Rejection.INVALID_PORT.reason());
            return false;
        }
        return true;
    }

    private void accept(AnnounceReply reply) {
        reply.accepted(jittered(policy.intervalSeconds()), policy.minIntervalSeconds());
    }

    /** Answers a scrape (BEP 15, BEP 48). */
    public void scrape(ScrapeRequest request, ScrapeReply reply) {
        if (request.size() == 0) {
            reply.rejected(Rejection.FULL_SCRAPE, Rejection.FULL_SCRAPE.reason());
            return;
        }
        Decision decision = access.key(request.key(), request.second());
        if (decision == Decision.MALFORMED_KEY) {
            reply.rejected(Rejection.MALFORMED_KEY, Rejection.MALFORMED_KEY.reason());
            return;
        }
        for (int i = 0; i < request.size(); i++) {
            long high = request.hashHigh(i);
            long middle = request.hashMiddle(i);
            int low = request.hashLow(i);
            reply.torrent(high, middle, low);
            if (decision == Decision.ALLOWED && access.torrent(high, middle, low) == Decision.ALLOWED) {
                swarms.scrape(high, middle, low, request.second(), reply);
            } else {
                reply.counts(0, 0, 0, 0);
            }
        }
        reply.done();
    }

    /** The policy; frontends limit the rate of failures by it. */
    public AnnouncePolicy policy() {
        return policy;
    }

    /** The failure text. Repeats nothing that the client sent except the info hash. */
    private String text(Rejection rejection, InfoHash infoHash) {
        return switch (rejection) {
            case UNLISTED -> rejection.reason() + ": The torrent: " + infoHash + ", is not whitelisted";
            case DENIED -> {
                String reason = access.denialReason(infoHash);
                yield rejection.reason() + ": The torrent: " + infoHash + ", is denied"
                        + (reason.isEmpty() ? "" : ": " + reason);
            }
            default -> rejection.reason();
        };
    }

    private int numWant(AnnounceRequest request) {
        int numWant = request.numWant() < 0 ? policy.defaultPeers() : request.numWant();
        return Math.min(Math.min(numWant, policy.maxPeers()), request.capacity());
    }

    /** Clients that fetch the metadata of a magnet link send {@code left=0}, and need seeders. */
    private boolean seedersForSeeder(AnnounceRequest request) {
        return policy.seederFillOnStart()
                && request.event() == AnnounceEvent.STARTED
                && request.left() == 0
                && request.uploaded() == 0
                && request.downloaded() == 0;
    }

    private int jittered(int seconds) {
        int most = seconds * policy.jitterPercent() / 100;
        return most == 0 ? seconds : seconds + ThreadLocalRandom.current().nextInt(most + 1);
    }
}
