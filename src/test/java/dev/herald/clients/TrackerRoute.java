package dev.herald.clients;

/** A tracker frontend and an address family. */
enum TrackerRoute {
    HTTP_V4("HTTP over IPv4"),
    HTTP_V6("HTTP over IPv6"),
    HTTP_NETTY_V4("HTTP by Netty over IPv4"),
    HTTP_NETTY_V6("HTTP by Netty over IPv6"),
    UDP_V4("UDP over IPv4"),
    UDP_V6("UDP over IPv6");

    private final String title;

    TrackerRoute(String title) {
        this.title = title;
    }

    /** The URL for {@code target}, a path with an optional query. */
    String url(Host tracker, String target) {
        return switch (this) {
            case HTTP_V4 -> "http://" + tracker.ipv4() + ":7070" + target;
            case HTTP_V6 -> "http://[" + tracker.ipv6() + "]:7070" + target;
            case HTTP_NETTY_V4 -> "http://" + tracker.ipv4() + ":6969" + target;
            case HTTP_NETTY_V6 -> "http://[" + tracker.ipv6() + "]:6969" + target;
            case UDP_V4 -> "udp://" + tracker.ipv4() + ":6969" + target;
            case UDP_V6 -> "udp://[" + tracker.ipv6() + "]:6969" + target;
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
