package dev.herald.http;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.ScrapeRequest;
import dev.herald.bittorrent.TrackerPath;
import dev.herald.metrics.FaultLog;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Recorder;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.Tracker;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The HTTP tracker without a server: from a request to an answer, by every rule that there is (BEP 3, 7, 21, 23, 24, 48).
 * Adapters only carry bytes.
 */
public final class HttpTracker {

    /** The longest request line that is read, without its end. */
    public static final int MOST_LINE_BYTES = 16 * 1024;

    private static final String HEALTH_CHECK = "/health_check";

    private final Tracker tracker;
    private final Recorder recorder;
    private final FaultLog faults;
    private final InstantSource clock;
    private final boolean plusIsSpace;
    private final ClientAddress clients;
    private final FailureResponses failures;

    /**
     * A tracker that reads requests by {@code settings} and lets {@code tracker} decide.
     *
     * @param frontend as what requests are counted
     */
    public HttpTracker(HttpSettings settings, Tracker tracker, Frontend frontend, Metrics metrics, InstantSource clock) {
        this.tracker = tracker;
        this.recorder = metrics.recorder(frontend);
        this.faults = metrics.faults();
        this.clock = clock;
        this.plusIsSpace = settings.plusIsSpace();
        this.clients = new ClientAddress(settings.trustedNetworks());
        this.failures = new FailureResponses(tracker.policy());
    }

    /**
     * Whether an HTTP tracker serves this path; it answers 404 to all others.
     *
     * @param path as it came over the wire
     * @param query as it came over the wire, empty if there is none
     */
    public static boolean serves(String path, String query) {
        return serves(TrackerPath.parse(path, query), path);
    }

    private static boolean serves(TrackerPath parsed, String path) {
        boolean known = parsed.kind() != TrackerPath.Kind.OTHER || path.equals(HEALTH_CHECK);
        return known && !badlyEscaped(path);
    }

    /** Answers a request. Never throws: a bug is logged, and the client is told of an internal error. */
    public TrackerResponse answer(TrackerRequest request) {
        if (request.lineBytes() > MOST_LINE_BYTES) {
            return invalid(request, RequestType.OTHER, TrackerResponse.URI_TOO_LONG);
        }
        TrackerPath path = TrackerPath.parse(request.path(), request.query());
        if (!serves(path, request.path())) {
            return invalid(request, RequestType.OTHER, TrackerResponse.NOT_FOUND);
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return invalid(request, kind(path), TrackerResponse.METHOD_NOT_ALLOWED);
        }
        try {
            return switch (path.kind()) {
                case ANNOUNCE -> announce(request, path);
                case SCRAPE -> scrape(request, path);
                case OTHER -> healthy(request);
            };
        } catch (RuntimeException bug) {
            faults.log("An HTTP request", bug);
            count(request.peer().family(), kind(path), Outcome.FAILED);
            return failures.of(Rejection.INTERNAL_ERROR);
        }
    }

    /** Answers a client of {@code family} who sent what an adapter could not read. The adapter closes the connection then. */
    public TrackerResponse answer(MalformedRequest fault, Family family) {
        count(family, RequestType.OTHER, Outcome.INVALID);
        return switch (fault) {
            case BAD_REQUEST -> TrackerResponse.BAD_REQUEST;
            case LINE_TOO_LONG -> TrackerResponse.URI_TOO_LONG;
            case HEADERS_TOO_LARGE -> TrackerResponse.HEADERS_TOO_LARGE;
            case TOO_SLOW -> TrackerResponse.REQUEST_TIMEOUT;
        };
    }

    /** Where adapters log faults of their own. */
    public FaultLog faults() {
        return faults;
    }

    private TrackerResponse announce(TrackerRequest request, TrackerPath path) {
        AnnounceQuery query = AnnounceQuery.parse(request.query(), plusIsSpace);
        return query instanceof AnnounceQuery.Parameters parameters
                ? announce(request, path, parameters)
                : invalid(request, RequestType.ANNOUNCE, failures.of((RequestError) query));
    }

    private TrackerResponse announce(TrackerRequest request, TrackerPath path, AnnounceQuery.Parameters query) {
        Optional<Address> client = clients.of(request.peer(), request.headers());
        if (client.isEmpty()) {
            return invalid(request, RequestType.ANNOUNCE, failures.of(RequestError.UNKNOWN_CLIENT));
        }
        AnnounceBody body = new AnnounceBody(client.get(), query.compact(), query.peerIds());
        AnnounceRequest announce = new AnnounceRequest()
                .infoHash(query.infoHash())
                .peerId(query.peerId())
                .source(client.get(), query.port())
                .progress(query.event(), query.left(), query.uploaded(), query.downloaded())
                .numWant(query.wanted(), tracker.policy().maxPeers(), true)
                .received(path.key(), second());
        if (request.method().equals("HEAD")) {
            tracker.preview(announce, body);
        } else {
            tracker.announce(announce, body);
        }
        return answer(client.get().family(), RequestType.ANNOUNCE, body.reply());
    }

    private TrackerResponse scrape(TrackerRequest request, TrackerPath path) {
        ScrapeQuery query = ScrapeQuery.parse(request.query(), plusIsSpace);
        return query instanceof ScrapeQuery.Torrents torrents
                ? scrape(request, path, torrents)
                : invalid(request, RequestType.SCRAPE, failures.of((RequestError) query));
    }

    private TrackerResponse scrape(TrackerRequest request, TrackerPath path, ScrapeQuery.Torrents query) {
        Optional<Address> client = clients.of(request.peer(), request.headers());
        if (client.isEmpty()) {
            return invalid(request, RequestType.SCRAPE, failures.of(RequestError.UNKNOWN_CLIENT));
        }
        ScrapeBody body = new ScrapeBody(query.infoHashes().size());
        tracker.scrape(ScrapeRequest.of(query.infoHashes(), path.key(), second()), body);
        return answer(client.get().family(), RequestType.SCRAPE, body.reply());
    }

    private TrackerResponse answer(Family family, RequestType kind, Reply reply) {
        if (reply instanceof Reply.Rejected rejected) {
            boolean ours = rejected.rejection() == Rejection.INTERNAL_ERROR;
            count(family, kind, ours ? Outcome.FAILED : Outcome.REJECTED);
            return failures.of(rejected.rejection(), rejected.text());
        }
        count(family, kind, Outcome.ANSWERED);
        return TrackerResponse.bencoded(((Reply.Body) reply).bencoded());
    }

    private TrackerResponse healthy(TrackerRequest request) {
        count(request.peer().family(), RequestType.OTHER, Outcome.ANSWERED);
        return TrackerResponse.HEALTHY;
    }

    private TrackerResponse invalid(TrackerRequest request, RequestType kind, TrackerResponse answer) {
        count(request.peer().family(), kind, Outcome.INVALID);
        return answer;
    }

    /** Whether a percent sign is not followed by two hexadecimal digits. */
    public static boolean badlyEscaped(String path) {
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            if (at + 2 >= path.length()
                    || !HexFormat.isHexDigit(path.charAt(at + 1))
                    || !HexFormat.isHexDigit(path.charAt(at + 2))) {
                return true;
            }
        }
        return false;
    }

    private void count(Family family, RequestType kind, Outcome outcome) {
        recorder.count(family, kind, outcome);
    }

    private static RequestType kind(TrackerPath path) {
        return switch (path.kind()) {
            case ANNOUNCE -> RequestType.ANNOUNCE;
            case SCRAPE -> RequestType.SCRAPE;
            case OTHER -> RequestType.OTHER;
        };
    }

    private long second() {
        return Math.floorDiv(clock.millis(), 1000L);
    }
}
