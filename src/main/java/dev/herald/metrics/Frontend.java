package dev.herald.metrics;

/** The frontends. Requests are counted for each, so that counters can be assigned to ports. */
public enum Frontend {
    /** BEP 15 over UDP. */
    UDP("udp"),
    /** BEP 3 over HTTP, by JAX-RS, on the container's port. */
    HTTP_JAXRS("http.jaxrs"),
    /** BEP 3 over HTTP, by Netty, on port 6969. */
    HTTP_NETTY("http.netty"),
    /** The same over TLS. */
    HTTP_NETTY_TLS("http.netty.tls");

    private final String label;

    Frontend(String label) {
        this.label = label;
    }

    /** Returns the name in metrics, health checks and the API, such as {@code http.netty}. */
    public String label() {
        return label;
    }
}
