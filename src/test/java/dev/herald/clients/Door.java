package dev.herald.clients;

/** One of the tracker's doors, by protocol and family. */
enum Door {
    HTTP_V4("HTTP over IPv4"),
    HTTP_V6("HTTP over IPv6"),
    VOLUME_V4("HTTP for volume over IPv4"),
    VOLUME_V6("HTTP for volume over IPv6"),
    UDP_V4("UDP over IPv4"),
    UDP_V6("UDP over IPv6");

    private final String title;

    Door(String title) {
        this.title = title;
    }

    /** The URL of {@code target}, a path and perhaps a query. */
    String url(Host tracker, String target) {
        return switch (this) {
            case HTTP_V4 -> "http://" + tracker.ipv4() + ":7070" + target;
            case HTTP_V6 -> "http://[" + tracker.ipv6() + "]:7070" + target;
            case VOLUME_V4 -> "http://" + tracker.ipv4() + ":6969" + target;
            case VOLUME_V6 -> "http://[" + tracker.ipv6() + "]:6969" + target;
            case UDP_V4 -> "udp://" + tracker.ipv4() + ":6969" + target;
            case UDP_V6 -> "udp://[" + tracker.ipv6() + "]:6969" + target;
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
