package dev.herald.bittorrent;

/**
 * One announce, whatever door it came through. Doors have decoded and clamped every field.
 *
 * <p>Unlike all other words of the protocol but {@link ScrapeRequest} it changes: a door that has thousands to carry out every
 * second fills the same one again and again, so that nothing is allocated for any of them. That is why it keeps and gives machine words too, which
 * {@link InfoHash}, {@link PeerId} and {@link Address} explain. It belongs to one thread, and whoever wants to know something of it
 * after the announce copies that.
 */
public final class AnnounceRequest {

    /** The client did not say how much is left. */
    public static final long LEFT_UNKNOWN = -1;

    /** The client leaves the number of peers to the tracker. */
    public static final int WANTED_DEFAULT = -1;

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
    private int wanted;
    private int capacity;
    private boolean bothFamilies;
    private AccessKey key = AccessKey.NONE;
    private long second;

    /** Sets the torrent. */
    public AnnounceRequest infoHash(long high, long middle, int low) {
        hashHigh = high;
        hashMiddle = middle;
        hashLow = low;
        return this;
    }

    /** Sets the torrent. */
    public AnnounceRequest infoHash(InfoHash infoHash) {
        return infoHash(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** Sets what the client calls itself. */
    public AnnounceRequest peerId(long high, long middle, int low) {
        idHigh = high;
        idMiddle = middle;
        idLow = low;
        return this;
    }

    /** Sets what the client calls itself. */
    public AnnounceRequest peerId(PeerId id) {
        return peerId(id.high(), id.middle(), id.low());
    }

    /** Sets the address that the transport has verified, and the port where the peer says it listens. */
    public AnnounceRequest source(long addressHigh, long addressLow, int listening) {
        sourceHigh = addressHigh;
        sourceLow = addressLow;
        port = listening;
        return this;
    }

    /** Sets the address that the transport has verified, and the port where the peer says it listens. */
    public AnnounceRequest source(Address address, int listening) {
        return source(address.high(), address.low(), listening);
    }

    /** Sets what has happened, and the bytes that are left, uploaded and downloaded. */
    public AnnounceRequest progress(AnnounceEvent happened, long leftBytes, long uploadedBytes, long downloadedBytes) {
        event = happened;
        left = leftBytes;
        uploaded = uploadedBytes;
        downloaded = downloadedBytes;
        return this;
    }

    /** Sets how many peers are asked for, how many there is room for, and whether those of both families are welcome. */
    public AnnounceRequest wanted(int peers, int room, boolean ofBothFamilies) {
        wanted = peers;
        capacity = room;
        bothFamilies = ofBothFamilies;
        return this;
    }

    /** Sets the key, and when the request was received. */
    public AnnounceRequest received(AccessKey sent, long atSecond) {
        key = sent;
        second = atSecond;
        return this;
    }

    /** The torrent. */
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

    /** What the client calls itself. */
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

    /** The address that the transport has verified. */
    public Address source() {
        return new Address(sourceHigh, sourceLow);
    }

    /** Bytes 0 to 7 of the verified address. */
    public long sourceHigh() {
        return sourceHigh;
    }

    /** Bytes 8 to 15 of the verified address. */
    public long sourceLow() {
        return sourceLow;
    }

    /** The family of the verified address. */
    public Family family() {
        return Address.family(sourceHigh, sourceLow);
    }

    /** Where the peer says it listens, 0 to 65535; 0 and 1 mean nowhere. */
    public int port() {
        return port;
    }

    /** What has happened. */
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

    /** Peers asked for, at least 0, or {@link #WANTED_DEFAULT}. */
    public int wanted() {
        return wanted;
    }

    /** The most peers that the answer has room for. */
    public int capacity() {
        return capacity;
    }

    /** Whether the answer may be filled up with peers of the other address family (BEP 7). */
    public boolean bothFamilies() {
        return bothFamilies;
    }

    /** The key the client sent, wherever it stood. */
    public AccessKey key() {
        return key;
    }

    /** When the request was received, in seconds of a clock that nobody sets; the tracker knows what the wall clock calls them. */
    public long second() {
        return second;
    }

    /** Whether other peers could connect to this one (protocol: port 0 and 1 mean "not listening"). */
    public boolean reachable() {
        return port > 1 && Address.reachable(sourceHigh, sourceLow);
    }
}
