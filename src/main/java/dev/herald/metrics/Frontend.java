package dev.herald.metrics;

/** The frontends. Requests are counted for each, so that counters can be assigned to ports. */
public enum Frontend {
    /** BEP 15 over UDP. */
    UDP,
    /** BEP 3 over HTTP, by JAX-RS, on the container's port. */
    HTTP_JAXRS,
    /** BEP 3 over HTTP, by Netty, on port 6969. */
    HTTP_NETTY,
    /** The same over TLS. */
    HTTP_NETTY_TLS
}
