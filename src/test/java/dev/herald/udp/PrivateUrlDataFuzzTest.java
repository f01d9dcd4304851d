package dev.herald.udp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.bittorrent.AccessKey;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.tracker.Tracker;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A private tracker accepts an announce only if its options contain a valid key, possibly in several pieces. */
final class PrivateUrlDataFuzzTest {

    private static final String KEY = "0123456789abcdef";
    private static final String EXPIRED = "fedcba9876543210";
    private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");
    private static final byte[] ANNOUNCE = HexClient.bytes(Packets.U03_STARTED);

    @MethodSource("options")
    @FuzzTest
    void no_announce_is_answered_without_a_valid_key(byte[] options) {
        byte[] datagram = Arrays.copyOf(ANNOUNCE, ANNOUNCE.length + options.length);
        System.arraycopy(options, 0, datagram, ANNOUNCE.length, options.length);
        byte[] answer = new HexClient(tracker()).ask(HexClient.A, datagram);
        int action = ByteBuffer.wrap(answer).getInt();
        String url = new UrlData().read(ByteBuffer.wrap(options)).toString();
        assertThat(action).isIn(UdpTracker.ANNOUNCE, UdpTracker.ERROR);
        if (action == UdpTracker.ANNOUNCE) {
            assertThat(unescaped(url)).contains(KEY);
        }
    }

    static Stream<byte[]> options() {
        return Stream.of(
                        url("/" + KEY + "/announce"),
                        url("/announce?passkey=" + KEY),
                        url("//" + EXPIRED),
                        url("/?passkey=" + EXPIRED + "&passkey=") + url(KEY.replace("a", "%61")),
                        url("/announce/") + "\u0001" + url(KEY.substring(0, 8)) + url(KEY.substring(8)),
                        "\u0002@/" + KEY)
                .map(text -> text.getBytes(ISO_8859_1));
    }

    private static String url(String piece) {
        return "\u0002" + (char) piece.length() + piece;
    }

    private static String unescaped(String url) {
        return ESCAPE.matcher(url)
                .replaceAll(
                        escape -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))));
    }

    private static Tracker tracker() {
        Access access = new Access(new AccessSettings(true, false, true), new Random(1), infoHash -> {});
        access.putKey(AccessKey.of(KEY), Access.FOREVER);
        access.putKey(AccessKey.of(EXPIRED), HexClient.NOW - 1);
        AnnouncePolicy policy = HexClient.policy(Unreachable.ANSWER);
        return new Tracker(
                policy,
                access,
                new Swarms(new SwarmSettings(true, 86_400), policy.peerLifetimeSeconds(), new Random(1)));
    }
}
