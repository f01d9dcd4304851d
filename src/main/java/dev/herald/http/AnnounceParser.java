package dev.herald.http;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.Parameter;
import dev.herald.bittorrent.PeerId;
import java.util.Arrays;

/**
 * Reads one announce query. Parameters come in any order, but faults are reported in the order of the specification, so
 * everything is read first and judged afterwards.
 */
final class AnnounceParser {

    private final QueryReader reader;
    private final byte[] infoHash = new byte[InfoHash.BYTES];
    private final byte[] peerId = new byte[PeerId.BYTES];
    private int infoHashLength;
    private boolean multiple;
    private int peerIdLength;
    private long port = QueryReader.MISSING;
    private long left = QueryReader.MISSING;
    private long uploaded = QueryReader.MISSING;
    private long downloaded = QueryReader.MISSING;
    private long wanted = QueryReader.MISSING;
    private AnnounceEvent event = AnnounceEvent.NONE;
    private boolean compact = true;
    private boolean peerIds = true;

    AnnounceParser(QueryReader reader) {
        this.reader = reader;
    }

    AnnounceQuery parse() {
        while (reader.next()) {
            read(reader.parameter());
        }
        return judged();
    }

    /** Any name but {@code info_hash} may be repeated: clients append their own values to what the URL had already. */
    private void read(Parameter parameter) {
        switch (parameter) {
            case INFO_HASH -> readInfoHash();
            case PEER_ID -> peerIdLength = reader.value(peerId);
            case PORT -> port = reader.number();
            case LEFT -> left = reader.number();
            case UPLOADED -> uploaded = reader.number();
            case DOWNLOADED -> downloaded = reader.number();
            case NUMWANT -> wanted = reader.number();
            case EVENT -> event = event();
            case COMPACT -> compact = !reader.valueIs("0");
            case NO_PEER_ID -> peerIds = !reader.valueIs("1");
            case PASSKEY, OTHER -> {}
        }
    }

    private void readInfoHash() {
        if (infoHashLength == 0) {
            infoHashLength = reader.value(infoHash);
            return;
        }
        byte[] again = new byte[InfoHash.BYTES];
        int length = reader.value(again);
        if (length == 0) {
            return;
        }
        if (length != InfoHash.BYTES) {
            infoHashLength = length;
        } else if (!Arrays.equals(infoHash, again)) {
            multiple = true;
        }
    }

    private AnnounceEvent event() {
        if (reader.valueIsIgnoringCase("started")) {
            return AnnounceEvent.STARTED;
        }
        if (reader.valueIsIgnoringCase("completed")) {
            return AnnounceEvent.COMPLETED;
        }
        if (reader.valueIsIgnoringCase("stopped")) {
            return AnnounceEvent.STOPPED;
        }
        return reader.valueIsIgnoringCase("paused") ? AnnounceEvent.PAUSED : AnnounceEvent.NONE;
    }

    private AnnounceQuery judged() {
        if (infoHashLength != InfoHash.BYTES) {
            return infoHashLength == 0 ? RequestError.MISSING_INFO_HASH : RequestError.INVALID_INFO_HASH;
        }
        if (multiple) {
            return RequestError.MULTIPLE_INFO_HASH;
        }
        if (peerIdLength != PeerId.BYTES) {
            return peerIdLength == 0 ? RequestError.MISSING_PEER_ID : RequestError.INVALID_PEER_ID;
        }
        if (port < 0 || port > 65535) {
            return port == QueryReader.MISSING ? RequestError.MISSING_PORT : RequestError.INVALID_PORT;
        }
        if (left == QueryReader.INVALID) {
            return RequestError.INVALID_LEFT;
        }
        if (uploaded == QueryReader.INVALID) {
            return RequestError.INVALID_UPLOADED;
        }
        if (downloaded == QueryReader.INVALID) {
            return RequestError.INVALID_DOWNLOADED;
        }
        return new AnnounceQuery.Parameters(
                InfoHash.of(infoHash, 0),
                PeerId.of(peerId, 0),
                (int) port,
                event,
                left < 0 ? AnnounceRequest.LEFT_UNKNOWN : left,
                Math.max(uploaded, 0),
                Math.max(downloaded, 0),
                wanted < 0 ? AnnounceRequest.NUM_WANT_DEFAULT : (int) Math.min(wanted, Integer.MAX_VALUE),
                compact,
                peerIds);
    }
}
