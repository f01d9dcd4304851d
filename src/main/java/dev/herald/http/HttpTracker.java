package dev.herald.http;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.PercentEncoding;
import dev.herald.bittorrent.ScrapeRequest;
import dev.herald.bittorrent.TrackerPath;
import dev.herald.metrics.FaultLog;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Reason;
import dev.herald.metrics.Recorder;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.Tracker;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The HTTP tracker without a server: turns requests into responses (BEP 3, 7, 21, 23, 24, 48). Adapters connect it to a server. */
public final class HttpTracker {

    /** The greatest length of a request line, without its line end. */
    public static final int MAX_LINE_BYTES = 16 * 1024;

    /** One request in this many is timed, because reading the clock for each would cost more than counting it. */
    static final int REQUESTS_PER_TIMING = 64;

    private static final String HEALTH_CHECK = "/health_check";

    private final Tracker tracker;
    private final Frontend frontend;
    private final Supplier<Recorder> recorders;
    private final Recorder recorder;
    private final FaultLog faults;
    private final InstantSource clock;
    private final LongSupplier nanoTime = System::nanoTime;
    private final boolean plusIsSpace;
    private final ClientAddress clients;
    private final FailureResponses failures;
    private final HomePage home;

    /**
     * Creates an HTTP tracker without a home page.
     *
     * @param frontend the one that requests are counted for
     */
    public HttpTracker(
            HttpSettings settings, Tracker tracker, Frontend frontend, Metrics metrics, InstantSource clock) {
        this(settings, tracker, frontend, metrics, clock, HomePage.NONE);
    }

    /**
     * Creates an HTTP tracker.
     *
     * @param frontend the one that requests are counted for
     * @param home the answer to {@code GET /}
     */
    public HttpTracker(
            HttpSettings settings,
            Tracker tracker,
            Frontend frontend,
            Metrics metrics,
            InstantSource clock,
            HomePage home) {
        this.home = home;
        this.tracker = tracker;
        this.frontend = frontend;
        this.recorders = () -> metrics.recorder(frontend);
        this.recorder = newRecorder();
        this.faults = metrics.faults();
        this.clock = clock;
        this.plusIsSpace = settings.plusIsSpace();
        this.clients = new ClientAddress(settings.trustedNetworks());
        this.failures = new FailureResponses(tracker.policy());
    }

    /**
     * Whether the HTTP tracker may serve a path; it answers 404 to all others, and to {@code /} without a home page.
     *
     * @param path as received
     * @param query as received; empty if there is none
     */
    public static boolean serves(String path, String query) {
        return serves(TrackerPath.parse(path, query), path) || isHome(path, query);
    }

    private static boolean serves(TrackerPath parsed, String path) {
        boolean known = parsed.kind() != TrackerPath.Kind.OTHER || path.equals(HEALTH_CHECK);
        return known && !hasInvalidEscape(path);
    }

    private static boolean isHome(String path, String query) {
        return path.equals("/") && query.isEmpty();
    }

    /** Whether a percent sign of the path is not followed by two hexadecimal digits. */
    public static boolean hasInvalidEscape(String path) {
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            if (PercentEncoding.octet(path, at + 1, path.length()) < 0) {
                return true;
            }
        }
        return false;
    }

    /** Answers a request. Never throws: a bug is logged and answered as an internal error. */
    public TrackerResponse answer(TrackerRequest request) {
        return ThreadLocalRandom.current().nextInt(REQUESTS_PER_TIMING) == 0
                ? answerTimed(request)
                : answerUntimed(request);
    }

    /** Records only successful requests, because errors are faster and would reduce the mean. */
    private TrackerResponse answerTimed(TrackerRequest request) {
        long start = nanoTime.getAsLong();
        TrackerResponse response = answerUntimed(request);
        if (response.rejection().isEmpty()) {
            RequestType type = type(TrackerPath.parse(request.path(), request.query()));
            recorder.took(type, nanoTime.getAsLong() - start);
        }
        return response;
    }

    private TrackerResponse answerUntimed(TrackerRequest request) {
        if (request.lineBytes() > MAX_LINE_BYTES) {
            return reject(request.peer(), TrackerResponse.URI_TOO_LONG);
        }
        TrackerPath path = TrackerPath.parse(request.path(), request.query());
        boolean isHome = home.exists() && isHome(request.path(), request.query());
        if (!isHome && !serves(path, request.path())) {
            return reject(request.peer(), TrackerResponse.NOT_FOUND);
        }
        RequestType type = type(path);
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return counted(request.peer(), type, TrackerResponse.METHOD_NOT_ALLOWED);
        }
        try {
            return switch (type) {
                case ANNOUNCE -> announce(request, path);
                case SCRAPE -> scrape(request, path);
                default -> counted(request.peer(), type, isHome ? home.response(second()) : TrackerResponse.HEALTHY);
            };
        } catch (RuntimeException bug) {
            faults.log("An HTTP request", bug);
            return counted(request.peer(), type, failures.of(Rejection.INTERNAL_ERROR));
        }
    }

    /** Counts and returns the response to something that is not a request for the tracker. */
    public TrackerResponse reject(Address peer, TrackerResponse response) {
        return counted(peer, RequestType.OTHER, response);
    }

    /** Counts a connection that was closed because of a limit. */
    public void refused(Address peer) {
        recorder.rejectedConnection(Reason.TOO_MANY_CONNECTIONS, peer);
    }

    /** Counts and logs an internal error of an adapter. */
    public void failed(String subject, Address peer, Throwable cause) {
        recorder.rejected(RequestType.OTHER, Reason.INTERNAL_ERROR, peer);
        faults.log(subject, cause);
    }

    /** The log for errors of adapters without a request. */
    public FaultLog faults() {
        return faults;
    }

    /** More counters of the same frontend, for an event loop. */
    public Recorder newRecorder() {
        return recorders.get();
    }

    /** The counters of this HTTP tracker. */
    public Recorder recorder() {
        return recorder;
    }

    private TrackerResponse announce(TrackerRequest request, TrackerPath path) {
        AnnounceQuery parsed = AnnounceQuery.parse(request.query(), plusIsSpace);
        if (parsed instanceof RequestError error) {
            return counted(request.peer(), RequestType.ANNOUNCE, failures.of(error));
        }
        AnnounceQuery.Parameters query = (AnnounceQuery.Parameters) parsed;
        Optional<Address> client = clients.of(request.peer(), request.headers());
        if (client.isEmpty()) {
            return counted(request.peer(), RequestType.ANNOUNCE, failures.of(RequestError.UNKNOWN_CLIENT));
        }
        AnnounceBody body = new AnnounceBody(frontend, client.get(), query.compact(), query.peerIds(), failures);
        AnnounceRequest announce = new AnnounceRequest()
                .infoHash(query.infoHash())
                .peerId(query.peerId())
                .source(client.get(), query.port())
                .progress(query.event(), query.left(), query.uploaded(), query.downloaded())
                .numWant(query.numWant(), tracker.policy().maxPeers(), true)
                .received(path.key(), second());
        if (request.method().equals("HEAD")) {
            tracker.preview(announce, body);
        } else {
            tracker.announce(announce, body);
        }
        Optional<Reason> rejection = body.response().rejection();
        if (rejection.isEmpty()) {
            return counted(client.get(), RequestType.ANNOUNCE, body.response());
        }
        recorder.rejected(rejection.get(), announce);
        return body.response();
    }

    private TrackerResponse scrape(TrackerRequest request, TrackerPath path) {
        ScrapeQuery parsed = ScrapeQuery.parse(request.query(), plusIsSpace);
        if (parsed instanceof RequestError error) {
            return counted(request.peer(), RequestType.SCRAPE, failures.of(error));
        }
        ScrapeQuery.Torrents query = (ScrapeQuery.Torrents) parsed;
        Optional<Address> client = clients.of(request.peer(), request.headers());
        if (client.isEmpty()) {
            return counted(request.peer(), RequestType.SCRAPE, failures.of(RequestError.UNKNOWN_CLIENT));
        }
        ScrapeBody body = new ScrapeBody(query.infoHashes().size(), failures);
        tracker.scrape(ScrapeRequest.of(query.infoHashes(), path.key(), second()), body);
        return counted(client.get(), RequestType.SCRAPE, body.response());
    }

    private TrackerResponse counted(Address client, RequestType type, TrackerResponse response) {
        if (response.rejection().isEmpty()) {
            recorder.count(client.family(), type, Outcome.ANSWERED);
        } else {
            recorder.rejected(type, response.rejection().get(), client);
        }
        return response;
    }

    private static RequestType type(TrackerPath path) {
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
