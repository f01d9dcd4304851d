package dev.herald.bittorrent;

/**
 * One announce of any frontend, which has decoded and clamped every field.
 *
 * <p>Mutable, like {@link ScrapeRequest} and unlike all other values: a frontend fills one instance again and again, so that an
 * announce allocates nothing. For the same reason it has the info hash, the peer id and the address as integers too. Used by one
 * thread; valid until the announce has been carried out.
 */
public final class AnnounceRequest {

    /** The client sent no {@code left}. */
    public static final long LEFT_UNKNOWN = -1;

    /** The client sent no {@code numwant}, or a negative one. */
    public static final int NUM_WANT_DEFAULT = -1;

    private long hashHigh;
    private long hashMiddle;
    private int hashLow;
    private long idHigh;
    private long idMiddle;
    private int idLow;
    private long sourceHigh;
    private long sourceLow;
    private int port;
    private AnnounceEvent event = AnnounceEvent.NONE;
    private long left;
    private long uploaded;
    private long downloaded;
    private int numWant;
    private int capacity;
    private boolean bothFamilies;
    private AccessKey key = AccessKey.NONE;
    private long second;

    public AnnounceRequest infoHash(long high, long middle, int low) {
        hashHigh = high;
        hashMiddle = middle;
        hashLow = low;
        return this;
    }

    public AnnounceRequest infoHash(InfoHash infoHash) {
        return infoHash(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    public AnnounceRequest peerId(long high, long middle, int low) {
        idHigh = high;
        idMiddle = middle;
        idLow = low;
        return this;
    }

    public AnnounceRequest peerId(PeerId id) {
        return peerId(id.high(), id.middle(), id.low());
    }

    /** Sets the source address of the transport, and the port that the peer listens on. */
    public AnnounceRequest source(long addressHigh, long addressLow, int listening) {
        sourceHigh = addressHigh;
        sourceLow = addressLow;
        port = listening;
        return this;
    }

    /** Sets the source address of the transport, and the port that the peer listens on. */
    public AnnounceRequest source(Address address, int listening) {
        return source(address.high(), address.low(), listening);
    }

    /** Sets the event, and the bytes left, uploaded and downloaded. */
    public AnnounceRequest progress(AnnounceEvent newEvent, long leftBytes, long uploadedBytes, long downloadedBytes) {
        event = newEvent;
        left = leftBytes;
        uploaded = uploadedBytes;
        downloaded = downloadedBytes;
        return this;
    }

    /** Sets the requested number of peers, the most that the answer can hold, and whether peers of both families may be returned. */
    public AnnounceRequest numWant(int requested, int maxPeers, boolean ofBothFamilies) {
        numWant = requested;
        capacity = maxPeers;
        bothFamilies = ofBothFamilies;
        return this;
    }

    /** Sets the key and the second in which the request was received. */
    public AnnounceRequest received(AccessKey sent, long atSecond) {
        key = sent;
        second = atSecond;
        return this;
    }

    public InfoHash infoHash() {
        return new InfoHash(hashHigh, hashMiddle, hashLow);
    }

    /** Bytes 0 to 7 of the info hash. */
    public long hashHigh() {
        return hashHigh;
    }

    /** Bytes 8 to 15 of the info hash. */
    public long hashMiddle() {
        return hashMiddle;
    }

    /** Bytes 16 to 19 of the info hash. */
    public int hashLow() {
        return hashLow;
    }

    public PeerId peerId() {
        return new PeerId(idHigh, idMiddle, idLow);
    }

    /** Bytes 0 to 7 of the peer id. */
    public long idHigh() {
        return idHigh;
    }

    /** Bytes 8 to 15 of the peer id. */
    public long idMiddle() {
        return idMiddle;
    }

    /** Bytes 16 to 19 of the peer id. */
    public int idLow() {
        return idLow;
    }

    public Address source() {
        return new Address(sourceHigh, sourceLow);
    }

    /** Bytes 0 to 7 of the source address. */
    public long sourceHigh() {
        return sourceHigh;
    }

    /** Bytes 8 to 15 of the source address. */
    public long sourceLow() {
        return sourceLow;
    }

    /** The family of the source address. */
    public Family family() {
        return Address.family(sourceHigh, sourceLow);
    }

    /** The port that the peer listens on, 0 to 65535; 0 and 1 mean that it does not listen. */
    public int port() {
        return port;
    }

    public AnnounceEvent event() {
        return event;
    }

    /** Bytes still to download, at least 0, or {@link #LEFT_UNKNOWN}. */
    public long left() {
        return left;
    }

    /** Bytes uploaded since the client's {@code started}, at least 0. */
    public long uploaded() {
        return uploaded;
    }

    /** Bytes downloaded since the client's {@code started}, at least 0. */
    public long downloaded() {
        return downloaded;
    }

    /** The requested number of peers, at least 0, or {@link #NUM_WANT_DEFAULT}. */
    public int numWant() {
        return numWant;
    }

    /** The most peers that the answer can hold. */
    public int capacity() {
        return capacity;
    }

    /** Whether the answer may be filled up with peers of the other address family (BEP 7). */
    public boolean bothFamilies() {
        return bothFamilies;
    }

    /** The key, from the path or the query. */
    public AccessKey key() {
        return key;
    }

    /** When the request was received, in seconds of the monotonic clock of the tracker. */
    public long second() {
        return second;
    }

    /** Whether other peers can connect to this one: port above 1 and a unicast address. */
    public boolean reachable() {
        return port > 1 && Address.reachable(sourceHigh, sourceLow);
    }
}
