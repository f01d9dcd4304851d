package dev.herald.http;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AddressText;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.PeerId;
import dev.herald.tracker.AnnounceReply;
import dev.herald.tracker.Rejection;

/**
 * The body of an answer to one announce (BEP 3, 7, 23, 24). The swarm is locked while it hands out peers, so they are only
 * copied then; the dictionary, whose first keys are counts that come last, is written when the swarm is free again.
 */
final class AnnounceBody implements AnnounceReply {

    /** More than a peer in a list takes beside its address. */
    private static final int LISTED_PEER = 96;

    private static final byte[] NONE = {};
    private static final byte[] COMPLETE = BencodeWriter.encoded("complete");
    private static final byte[] DOWNLOADED = BencodeWriter.encoded("downloaded");
    private static final byte[] EXTERNAL_IP = BencodeWriter.encoded("external ip");
    private static final byte[] INCOMPLETE = BencodeWriter.encoded("incomplete");
    private static final byte[] INTERVAL = BencodeWriter.encoded("interval");
    private static final byte[] MIN_INTERVAL = BencodeWriter.encoded("min interval");
    private static final byte[] PEERS = BencodeWriter.encoded("peers");
    private static final byte[] PEERS6 = BencodeWriter.encoded("peers6");

    /** All of a body but the digits of numbers, the address and what is in the list of peers. */
    private static final int FRAME = 2
            + COMPLETE.length
            + DOWNLOADED.length
            + EXTERNAL_IP.length
            + INCOMPLETE.length
            + INTERVAL.length
            + MIN_INTERVAL.length
            + PEERS.length
            + 5 * "ie".length()
            + 2 * ":".length();

    private final Address source;
    private final boolean compact;
    private final boolean peerIds;
    private final CompactPeers ipv4 = new CompactPeers();
    private final CompactPeers ipv6 = new CompactPeers();
    private boolean idsKept;
    private int complete;
    private int incomplete;
    private int downloaded;
    private Reply reply = new Reply.Rejected(Rejection.INTERNAL_ERROR, Rejection.INTERNAL_ERROR.reason());

    /**
     * An answer to the client at {@code source}.
     *
     * @param compact whether peers are packed
     * @param peerIds whether peers that are not packed come with their ids, if those are kept
     */
    AnnounceBody(Address source, boolean compact, boolean peerIds) {
        this.source = source;
        this.compact = compact;
        this.peerIds = peerIds;
    }

    /** What the tracker has said. */
    Reply reply() {
        return reply;
    }

    @Override
    public boolean wantsPeerIds() {
        return !compact && peerIds;
    }

    @Override
    public void peers(Family family, byte[] wire, int offset, int count) {
        of(family).add(wire, offset, count * family.peerBytes());
    }

    @Override
    public void peer(Family family, byte[] bytes, int offset, int idOffset) {
        peers(family, bytes, offset, 1);
        idsKept = true;
        of(family).add(bytes, idOffset, PeerId.BYTES);
    }

    @Override
    public void rejected(Rejection rejection, String text) {
        reply = new Reply.Rejected(rejection, text);
    }

    @Override
    public void counts(int seeders, int others, int downloaders, int downloads) {
        complete = seeders;
        incomplete = others;
        downloaded = downloads;
    }

    @Override
    public void accepted(int intervalSeconds, int minIntervalSeconds) {
        BencodeWriter out = new BencodeWriter(size(intervalSeconds, minIntervalSeconds)).dictionary();
        out.key(COMPLETE).integer(complete);
        out.key(DOWNLOADED).integer(downloaded);
        externalIp(out);
        out.key(INCOMPLETE).integer(incomplete);
        out.key(INTERVAL).integer(intervalSeconds);
        out.key(MIN_INTERVAL).integer(minIntervalSeconds);
        if (compact) {
            packed(out);
        } else {
            listed(out);
        }
        reply = new Reply.Body(out.end().toBytes());
    }

    /** How long a body is whose peers are packed: exactly, so that it need not be copied in the end. */
    private int size(int intervalSeconds, int minIntervalSeconds) {
        int address = source.family().addressBytes();
        return FRAME
                + BencodeWriter.digits(complete)
                + BencodeWriter.digits(downloaded)
                + BencodeWriter.digits(incomplete)
                + BencodeWriter.digits(intervalSeconds)
                + BencodeWriter.digits(minIntervalSeconds)
                + BencodeWriter.digits(address)
                + address
                + BencodeWriter.digits(ipv4.length())
                + ipv4.length()
                + (ipv6.length() > 0 ? PEERS6.length + BencodeWriter.digits(ipv6.length()) + 1 + ipv6.length() : 0);
    }

    /** The address that the tracker sees the client at (BEP 24). */
    private void externalIp(BencodeWriter out) {
        int count = source.family().addressBytes();
        out.key(EXTERNAL_IP).startString(count);
        if (count == Family.IPV6.addressBytes()) {
            out.word(source.high(), Long.BYTES).word(source.low(), Long.BYTES);
        } else {
            out.word(source.ipv4(), Integer.BYTES);
        }
    }

    /** {@code peers} stands in every answer, even if empty: rTorrent fails without it. */
    private void packed(BencodeWriter out) {
        out.key(PEERS).string(ipv4.bytes(), 0, ipv4.length());
        if (ipv6.length() > 0) {
            out.key(PEERS6).string(ipv6.bytes(), 0, ipv6.length());
        }
    }

    private void listed(BencodeWriter out) {
        out.key(PEERS).list();
        byte[] text = ipv4.length() + ipv6.length() > 0 ? new byte[AddressText.MAX_BYTES] : NONE;
        listed(out, source.family(), text);
        listed(out, source.family().other(), text);
        out.end();
    }

    private void listed(BencodeWriter out, Family family, byte[] text) {
        CompactPeers peers = of(family);
        byte[] bytes = peers.bytes();
        int stride = family.peerBytes() + (idsKept ? PeerId.BYTES : 0);
        out.room(peers.length() / stride * LISTED_PEER);
        for (int at = 0; at < peers.length(); at += stride) {
            int port = at + family.addressBytes();
            int end = AddressText.write(family, bytes, at, text, 0);
            out.dictionary().text("ip").string(text, 0, end);
            if (idsKept) {
                out.text("peer id").string(bytes, at + family.peerBytes(), PeerId.BYTES);
            }
            out.text("port")
                    .integer(((bytes[port] & 0xff) << 8) | (bytes[port + 1] & 0xff))
                    .end();
        }
    }

    private CompactPeers of(Family family) {
        return family == Family.IPV4 ? ipv4 : ipv6;
    }
}
