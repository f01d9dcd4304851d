package dev.herald.metrics;

/** The frontends. Requests are counted for each, so that counters can be assigned to ports. */
public enum Frontend {
    /** BEP 15 over UDP. */
    UDP,
    /** BEP 3 over HTTP, by JAX-RS, on the container's port. */
    HTTP,
    /** BEP 3 over HTTP, on the port for volume. */
    VOLUME,
    /** The same over TLS. */
    VOLUME_TLS
}
