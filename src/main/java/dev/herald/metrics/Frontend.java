package dev.herald.metrics;

/** A way into the tracker. Each kind of socket is one, so that what is counted can be told by port. */
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
