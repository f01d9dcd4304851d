package dev.herald.udp;

import dev.herald.metrics.RequestType;

/** The numbers that tell the messages of BEP 15 apart. */
final class Action {

    static final int CONNECT = 0;
    static final int ANNOUNCE = 1;
    static final int SCRAPE = 2;
    static final int ERROR = 3;

    private Action() {}

    /** What a request with this number asks for. */
    static RequestType kind(int action) {
        return switch (action) {
            case CONNECT -> RequestType.CONNECT;
            case ANNOUNCE -> RequestType.ANNOUNCE;
            case SCRAPE -> RequestType.SCRAPE;
            default -> RequestType.OTHER;
        };
    }
}
