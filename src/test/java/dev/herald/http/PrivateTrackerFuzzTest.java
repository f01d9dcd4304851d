package dev.herald.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.Tracker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** On a private tracker, a request target without a valid key reveals nothing about a swarm. */
final class PrivateTrackerFuzzTest {

    private static final String KEY = "0123456789abcdef";
    private static final String EXPIRED = "fedcba9876543210";
    private static final String QUERY = "info_hash=" + Client.IH + "&peer_id=" + Client.PID + "&port=6881&left=0";
    private static final long NOW = 1_700_000_000;
    private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");

    @MethodSource("targets")
    @FuzzTest
    void request_without_a_valid_key_reveals_no_swarm(byte[] bytes) {
        String target = new String(bytes, ISO_8859_1);
        // A new tracker, because inputs with the key add peers.
        HttpTracker tracker = tracker();
        assertThat(get(tracker, "/announce/" + KEY + "?" + QUERY)).contains("8:completei1e");
        String answer = get(tracker, target);
        if (answer.startsWith("d") && !unescaped(target).contains(KEY)) {
            Map<String, Object> body = Bdecode.dictionary(answer.getBytes(ISO_8859_1));
            assertThat(body.containsKey("failure reason")).isNotEqualTo(body.containsKey("files"));
            // As with Torrust, a scrape without a key gets zeros.
            assertThat(answer).doesNotContain("8:completei1e", "5:peers", "10:downloadedi1e", "10:incompletei1e");
        }
    }

    static Stream<byte[]> targets() {
        return Stream.of(
                        "/announce/" + KEY + "?" + QUERY,
                        "/" + EXPIRED + "/announce?" + QUERY,
                        "//" + KEY.replace("a", "%61") + "?" + QUERY,
                        "/announce?passkey=" + EXPIRED + "&passkey=" + KEY + "&" + QUERY,
                        "/announce?" + QUERY + "?passkey=" + EXPIRED,
                        "/scrape/" + KEY + "?info_hash=" + Client.IH,
                        "/" + EXPIRED + "/scrape.php?info_hash=" + Client.IH,
                        "/?" + QUERY)
                .map(text -> text.getBytes(ISO_8859_1));
    }

    private static String get(HttpTracker tracker, String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        return Client.text(
                tracker.answer(new TrackerRequest("GET", path, query, Client.address(Client.A), name -> List.of())));
    }

    private static String unescaped(String target) {
        return ESCAPE.matcher(target)
                .replaceAll(
                        escape -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))));
    }

    private static HttpTracker tracker() {
        Access access = new Access(new AccessSettings(true, false, true), new Random(1), infoHash -> {});
        access.putKey(AccessKey.of(KEY), Access.FOREVER);
        access.putKey(AccessKey.of(EXPIRED), NOW - 1);
        return new HttpTracker(
                new HttpSettings(new Endpoint(Client.address("::"), 7070), List.of(), true),
                new Tracker(
                        Client.POLICY,
                        access,
                        new Swarms(
                                new SwarmSettings(true, 86_400), Client.POLICY.peerLifetimeSeconds(), new Random(3))),
                Frontend.HTTP_JAXRS,
                new Metrics(),
                InstantSource.fixed(Instant.ofEpochSecond(NOW)));
    }
}
