package dev.herald.udp;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.TrackerPath;
import java.nio.ByteBuffer;

/** Reads announce requests of BEP 15, with the options of BEP 41 behind them, one after the other into the same memory. */
final class AnnouncePacket {

    /** Length of the request without options, in bytes. */
    static final int BYTES = 98;

    /** Where the port stands in it. */
    static final int PORT = 96;

    private static final int MOST_IPV4_PEERS = 200;
    private static final int MOST_IPV6_PEERS = 67;

    private final AnnounceRequest request = new AnnounceRequest();
    private final UrlData url = new UrlData();

    /**
     * Reads the request from behind its transaction id; at least {@value #BYTES} bytes of it must have come, then it cannot
     * fail.
     *
     * @return a request that is good until the next one is read
     */
    AnnounceRequest parse(Datagram datagram, long second) {
        ByteBuffer in = datagram.bytes();
        request.infoHash(in.getLong(), in.getLong(), in.getInt());
        request.peerId(in.getLong(), in.getLong(), in.getInt());
        long downloaded = Math.max(in.getLong(), 0);
        long left = left(in.getLong());
        long uploaded = Math.max(in.getLong(), 0);
        request.progress(AnnounceEvent.ofNumber(in.getInt()), left, uploaded, downloaded);
        in.getInt(); // claimed address: only the verified one counts, or anybody could aim a swarm at a victim
        in.getInt(); // key: aria2 makes a new one for every announce, so it identifies nobody
        int wanted = Math.max(in.getInt(), AnnounceRequest.NUM_WANT_DEFAULT);
        return request.numWant(wanted, capacity(datagram.family(), wanted), false)
                .source(datagram.senderHigh(), datagram.senderLow(), in.getShort() & 0xffff)
                .received(TrackerPath.parse(url.read(in)).key(), second);
    }

    /** All ones mean unknown (bittorrent-tracker); any other number is unsigned, and only 0 makes a seeder. */
    private static long left(long field) {
        if (field == -1) {
            return AnnounceRequest.LEFT_UNKNOWN;
        }
        return field < 0 ? Long.MAX_VALUE : field;
    }

    /** As many peers as fit into 1232 bytes, which pass every IPv6 link in one piece; fewer if fewer are asked for. */
    private static int capacity(Family family, int wanted) {
        int most = family == Family.IPV4 ? MOST_IPV4_PEERS : MOST_IPV6_PEERS;
        return wanted == AnnounceRequest.NUM_WANT_DEFAULT ? most : Math.min(wanted, most);
    }
}
