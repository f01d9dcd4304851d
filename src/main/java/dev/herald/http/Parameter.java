package dev.herald.http;

/** The names that mean something in a query. */
enum Parameter {
    INFO_HASH("info_hash"),
    PEER_ID("peer_id"),
    PORT("port"),
    LEFT("left"),
    UPLOADED("uploaded"),
    DOWNLOADED("downloaded"),
    EVENT("event"),
    NUMWANT("numwant"),
    COMPACT("compact"),
    NO_PEER_ID("no_peer_id"),
    /** Any other name. */
    OTHER("");

    private final String text;

    Parameter(String text) {
        this.text = text;
    }

    /** The name on the wire, case-sensitive. */
    String text() {
        return text;
    }
}
