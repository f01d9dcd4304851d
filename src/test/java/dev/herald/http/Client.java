package dev.herald.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.Tracker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A client of an HTTP tracker without a server, with a real tracker and store, without jitter, at a fixed time. */
final class Client {

    /** The info-hash IH1 of the protocol reference, escaped. */
    static final String IH = "V%2A%81%3DBU%D6%20%AB%80%2B%C9%26%0Dp%EA%99%F8%21%B0";

    static final String PID = "-qB4650-abcdefghijkl";
    static final String A = "203.0.113.7";
    static final AnnouncePolicy POLICY =
            new AnnouncePolicy(1800, 900, 0, 50, 200, AnnouncePolicy.Unreachable.ANSWER, false);

    final Metrics metrics = new Metrics();
    final HttpTracker tracker;

    Client() {
        this(POLICY);
    }

    Client(AnnouncePolicy policy, String... trustedProxies) {
        this(policy, new SwarmSettings(true, 86_400), true, trustedProxies);
    }

    Client(AnnouncePolicy policy, SwarmSettings swarm, boolean plusIsSpace, String... trustedProxies) {
        Swarms swarms = new Swarms(swarm, policy.peerLifetimeSeconds(), new Random(3));
        tracker = new HttpTracker(
                new HttpSettings(new Endpoint(address("::"), 7070), List.of(trustedProxies), plusIsSpace),
                new Tracker(policy, new Access(AccessSettings.PUBLIC, new Random(1), infoHash -> {}), swarms),
                Frontend.HTTP_JAXRS,
                metrics,
                InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)));
    }

    TrackerResponse answer(TrackerRequest request) {
        return tracker.answer(request);
    }

    TrackerResponse answer(String path, String query) {
        return answer(new TrackerRequest("GET", path, query, address(A), name -> List.of()));
    }

    TrackerResponse send(String method, String target, String from, TrackerRequest.Headers headers) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        return answer(new TrackerRequest(method, path, query, address(from), headers));
    }

    TrackerResponse send(String method, String target) {
        return send(method, target, A, name -> List.of());
    }

    /** The body of the response to GET, one character for each byte. */
    String get(String target, String from) {
        return text(send("GET", target, from, name -> List.of()));
    }

    String get(String target) {
        return get(target, A);
    }

    /** The decoded response to an announce of IH. */
    Map<String, Object> announce(String from, String rest) {
        return Bdecode.dictionary(bytes(get("/announce?info_hash=" + IH + "&" + rest, from)));
    }

    /** The failure reason of the response to GET. */
    String failure(String target) {
        return String.valueOf(Bdecode.dictionary(bytes(get(target))).get("failure reason"));
    }

    static String text(TrackerResponse answer) {
        return new String(answer.body(), ISO_8859_1);
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }
}
