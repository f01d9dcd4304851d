package dev.herald.conformance;

/**
 * A frontend of a running tracker.
 *
 * @param client a client of the frontend, without a key
 * @param operator changes the access control of the tracker
 */
record FrontendUnderTest(FrontendClient client, Operator operator) {

    /** The UDP frontend of {@link DeployedHerald#warWithOperatorEndpoint}. */
    static FrontendUnderTest overUdp() {
        return deployed(new UdpClient(DeployedHerald.udp()));
    }

    /** The HTTP frontend on the listener of the container. */
    static FrontendUnderTest overHttp() {
        return deployed(new HttpClient(DeployedHerald.http()));
    }

    /** The Netty HTTP frontend. */
    static FrontendUnderTest overNetty() {
        return deployed(new HttpClient(DeployedHerald.httpNetty()));
    }

    private static FrontendUnderTest deployed(FrontendClient client) {
        return new FrontendUnderTest(client, new RemoteOperator(DeployedHerald.operatorPort()));
    }
}
