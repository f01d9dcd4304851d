package dev.herald.udp;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.TrackerPath;
import java.nio.ByteBuffer;

/** Parses announces of BEP 15 with the options of BEP 41. Fills the same request again and again. */
final class AnnouncePacket {

    /** Length of an announce without options. */
    static final int BYTES = 98;

    /** The most peers of an answer of {@value UdpTracker#MAX_ANSWER_BYTES} bytes; the limit of IPv4 is that of the settings. */
    private static final int MAX_IPV4_PEERS = 200;

    private static final int MAX_IPV6_PEERS = 67;

    private final AnnounceRequest request = new AnnounceRequest();
    private final UrlData url = new UrlData();

    /**
     * Parses the fields after the transaction id. Never throws if the datagram has at least {@value #BYTES} bytes.
     *
     * @return the request, valid until the next call
     */
    AnnounceRequest parse(Datagram datagram, long second) {
        ByteBuffer in = datagram.bytes();
        request.infoHash(in.getLong(), in.getLong(), in.getInt());
        request.peerId(in.getLong(), in.getLong(), in.getInt());
        long downloaded = Math.max(in.getLong(), 0);
        long left = left(in.getLong());
        long uploaded = Math.max(in.getLong(), 0);
        request.progress(AnnounceEvent.ofNumber(in.getInt()), left, uploaded, downloaded);
        in.getInt(); // IP address: ignored, because anyone could add the address of a victim to a swarm
        in.getInt(); // key: ignored, because aria2 sends a new one with every announce
        int numWant = Math.max(in.getInt(), AnnounceRequest.NUM_WANT_DEFAULT);
        return request.numWant(numWant, capacity(datagram.family(), numWant), false)
                .source(datagram.senderHigh(), datagram.senderLow(), in.getShort() & 0xffff)
                .received(TrackerPath.parse(url.read(in)).key(), second);
    }

    /** All ones mean unknown (bittorrent-tracker); any other value is unsigned. */
    private static long left(long field) {
        if (field == -1) {
            return AnnounceRequest.LEFT_UNKNOWN;
        }
        return field < 0 ? Long.MAX_VALUE : field;
    }

    private static int capacity(Family family, int numWant) {
        int max = family == Family.IPV4 ? MAX_IPV4_PEERS : MAX_IPV6_PEERS;
        return numWant == AnnounceRequest.NUM_WANT_DEFAULT ? max : Math.min(numWant, max);
    }
}
