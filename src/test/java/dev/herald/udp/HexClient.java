package dev.herald.udp;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.tracker.Tracker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** A {@link UdpTracker} with an empty swarm store, and requests and answers in hexadecimal. */
public final class HexClient {

    public static final long NOW = 1_700_000_000;
    public static final String NO_ANSWER = "";
    public static final HexFormat HEX = HexFormat.of();
    public static final byte[] KEY = HEX.parseHex("000102030405060708090a0b0c0d0e0f");
    public static final Endpoint A = Endpoint.parse("203.0.113.7:6881").orElseThrow();
    public static final Endpoint B = Endpoint.parse("198.51.100.10:51413").orElseThrow();
    public static final Endpoint C = Endpoint.parse("192.0.2.55:6889").orElseThrow();
    public static final Endpoint A6 = Endpoint.parse("[2001:db8::a]:6881").orElseThrow();
    public static final Endpoint B6 = Endpoint.parse("[2001:db8:0:1::b]:51413").orElseThrow();

    final ConnectionIds connectionIds = new ConnectionIds(SipHash.keyed(KEY));
    final Metrics metrics = new Metrics();
    final UdpTracker udp;
    private long second = NOW;

    public HexClient() {
        this(tracker(policy(Unreachable.ANSWER)));
    }

    HexClient(Tracker tracker) {
        udp = new UdpTracker(connectionIds, tracker, Family.IPV4, metrics, InstantSource.system(), System::nanoTime);
    }

    public static AnnouncePolicy policy(Unreachable unreachable) {
        return new AnnouncePolicy(1800, 900, 0, 50, 200, unreachable, false);
    }

    public static Tracker tracker(AnnouncePolicy policy) {
        return new Tracker(
                policy,
                new Access(AccessSettings.PUBLIC, new Random(1), infoHash -> {}),
                new Swarms(new SwarmSettings(true, 86_400), policy.peerLifetimeSeconds(), new Random(1)));
    }

    void wait(Duration time) {
        second += time.toSeconds();
    }

    /** Returns the answer to a datagram, both in hexadecimal; {@link #NO_ANSWER} if there is none. Ignores white space. */
    String ask(Endpoint sender, String datagram) {
        return HEX.formatHex(ask(sender, bytes(datagram)));
    }

    public byte[] ask(Endpoint sender, byte[] datagram) {
        ByteBuffer out = ByteBuffer.allocate(UdpTracker.MAX_ANSWER_BYTES);
        udp.answer(datagram(sender, datagram), second, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Returns the number of IPv4 requests with this outcome. */
    long count(RequestType kind, Outcome outcome) {
        return metrics.count(Frontend.UDP, Family.IPV4, kind, outcome);
    }

    /** Returns the number of all requests. */
    long countAll() {
        long sum = 0;
        for (Family family : Family.values()) {
            for (RequestType kind : RequestType.values()) {
                for (Outcome outcome : Outcome.values()) {
                    sum += metrics.count(Frontend.UDP, family, kind, outcome);
                }
            }
        }
        return sum;
    }

    static Datagram datagram(Endpoint sender, byte[] bytes) {
        return new Datagram().fill(ByteBuffer.wrap(bytes), sender.address(), sender.port());
    }

    public static byte[] bytes(String hex) {
        return HEX.parseHex(hex.replaceAll("\\s", ""));
    }

    static String compact(String hex) {
        return hex.replaceAll("\\s", "");
    }
}
