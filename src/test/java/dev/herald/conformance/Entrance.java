package dev.herald.conformance;

/**
 * A way into a tracker that somebody runs.
 *
 * @param client comes through it and has no key
 * @param operator changes what the tracker decides by
 */
record Entrance(FrontendClient client, Operator operator) {

    /** UDP into the tracker that {@link DeployedHerald#warWithHatch} is. */
    static Entrance overUdp() {
        return through(new UdpClient(DeployedHerald.udp()));
    }

    /** The same by the HTTP of the container. */
    static Entrance overHttp() {
        return through(new HttpClient(DeployedHerald.http()));
    }

    /** The same by Netty's HTTP. */
    static Entrance overNetty() {
        return through(new HttpClient(DeployedHerald.httpNetty()));
    }

    private static Entrance through(FrontendClient client) {
        return new Entrance(client, new HatchOperator(DeployedHerald.hatch()));
    }
}
