package dev.herald.http;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AddressText;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.PeerId;
import dev.herald.metrics.Frontend;
import dev.herald.tracker.AnnounceReply;
import dev.herald.tracker.Rejection;
import java.util.Arrays;

/**
 * Writes the response to one announce (BEP 3, 7, 23, 24). The swarm is locked while it passes on the peers, so they are only copied then. The
 * dictionary is written afterwards, because its first keys are the counts, which come last.
 */
final class AnnounceBody implements AnnounceReply {

    /** More than the size of a peer in a list without its address. */
    private static final int LISTED_PEER_BYTES = 96;

    private static final byte[] NONE = {};

    /** The size of a body without {@code peers6}, the digits of numbers, the address and the peers. */
    private static final int FIXED_BYTES = ("d8:completeie10:downloadedie11:external ip:10:incompleteie"
                    + "8:intervalie12:min intervalie5:peers:e")
            .length();

    private final Frontend frontend;
    private final Address source;
    private final boolean compact;
    private final boolean peerIds;
    private final FailureResponses failures;
    private final PeerBuffer ipv4 = new PeerBuffer();
    private final PeerBuffer ipv6 = new PeerBuffer();
    private boolean hasPeerIds;
    private int complete;
    private int incomplete;
    private int downloaded;
    private TrackerResponse response;

    /**
     * Creates the response for the client at {@code source}.
     *
     * @param compact whether peers are packed (BEP 23)
     * @param peerIds whether peers that are not packed have their ids, if the store keeps them
     */
    AnnounceBody(Frontend frontend, Address source, boolean compact, boolean peerIds, FailureResponses failures) {
        this.frontend = frontend;
        this.source = source;
        this.compact = compact;
        this.peerIds = peerIds;
        this.failures = failures;
        this.response = failures.of(Rejection.INTERNAL_ERROR);
    }

    /** The response, after the tracker has called {@link #accepted} or {@link #rejected}. */
    TrackerResponse response() {
        return response;
    }

    @Override
    public Frontend frontend() {
        return frontend;
    }

    @Override
    public boolean wantsPeerIds() {
        return !compact && peerIds;
    }

    @Override
    public void peers(Family family, byte[] wire, int offset, int count) {
        buffer(family).add(wire, offset, count * family.peerBytes());
    }

    @Override
    public void peer(Family family, byte[] bytes, int offset, int idOffset) {
        peers(family, bytes, offset, 1);
        hasPeerIds = true;
        buffer(family).add(bytes, idOffset, PeerId.BYTES);
    }

    @Override
    public void rejected(Rejection rejection, String text) {
        response = failures.of(rejection, text);
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
        out.text("complete").integer(complete);
        out.text("downloaded").integer(downloaded);
        writeExternalIp(out);
        out.text("incomplete").integer(incomplete);
        out.text("interval").integer(intervalSeconds);
        out.text("min interval").integer(minIntervalSeconds);
        if (compact) {
            writePacked(out);
        } else {
            writeList(out);
        }
        response = TrackerResponse.bencoded(out.end().toBytes());
    }

    /** The exact size of a body with packed peers, so that it is not copied in the end. */
    private int size(int intervalSeconds, int minIntervalSeconds) {
        int address = source.family().addressBytes();
        return FIXED_BYTES
                + BencodeWriter.digits(complete)
                + BencodeWriter.digits(downloaded)
                + BencodeWriter.digits(incomplete)
                + BencodeWriter.digits(intervalSeconds)
                + BencodeWriter.digits(minIntervalSeconds)
                + BencodeWriter.digits(address)
                + address
                + BencodeWriter.digits(ipv4.length)
                + ipv4.length
                + (ipv6.length > 0 ? "6:peers6:".length() + BencodeWriter.digits(ipv6.length) + ipv6.length : 0);
    }

    /** Writes the address of the client as the tracker sees it (BEP 24). */
    private void writeExternalIp(BencodeWriter out) {
        out.text("external ip").startString(source.family().addressBytes());
        if (source.family() == Family.IPV6) {
            out.word(source.high(), Long.BYTES).word(source.low(), Long.BYTES);
        } else {
            out.word(source.ipv4(), Integer.BYTES);
        }
    }

    /** Writes {@code peers} even if there are none: rTorrent fails without it. */
    private void writePacked(BencodeWriter out) {
        out.text("peers").string(ipv4.bytes, 0, ipv4.length);
        if (ipv6.length > 0) {
            out.text("peers6").string(ipv6.bytes, 0, ipv6.length);
        }
    }

    private void writeList(BencodeWriter out) {
        out.text("peers").list();
        byte[] text = ipv4.length + ipv6.length > 0 ? new byte[AddressText.MAX_BYTES] : NONE;
        writeDictionaries(out, source.family(), text);
        writeDictionaries(out, source.family().other(), text);
        out.end();
    }

    private void writeDictionaries(BencodeWriter out, Family family, byte[] text) {
        PeerBuffer peers = buffer(family);
        byte[] bytes = peers.bytes;
        int stride = family.peerBytes() + (hasPeerIds ? PeerId.BYTES : 0);
        out.ensureWritable(peers.length / stride * LISTED_PEER_BYTES);
        for (int at = 0; at < peers.length; at += stride) {
            int port = at + family.addressBytes();
            int end = AddressText.write(family, bytes, at, text, 0);
            out.dictionary().text("ip").string(text, 0, end);
            if (hasPeerIds) {
                out.text("peer id").string(bytes, at + family.peerBytes(), PeerId.BYTES);
            }
            out.text("port")
                    .integer(((bytes[port] & 0xff) << 8) | (bytes[port + 1] & 0xff))
                    .end();
        }
    }

    private PeerBuffer buffer(Family family) {
        return family == Family.IPV4 ? ipv4 : ipv6;
    }

    /** Peers of one family as the swarm has them, in an array that grows. */
    private static final class PeerBuffer {

        /** Enough for 50 IPv4 peers, which most clients ask for: seeders and leechers are added apart. */
        private static final int INITIAL_BYTES = 304;

        private byte[] bytes = NONE;
        private int length;

        void add(byte[] source, int offset, int count) {
            if (bytes.length - length < count) {
                bytes = Arrays.copyOf(bytes, Math.max(Math.max(length + count, 2 * length), INITIAL_BYTES));
            }
            System.arraycopy(source, offset, bytes, length, count);
            length += count;
        }
    }
}
