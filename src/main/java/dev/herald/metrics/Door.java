package dev.herald.metrics;

/** A way into the tracker. */
public enum Door {
    /** BEP 15 over UDP. */
    UDP,
    /** BEP 3 over HTTP, by JAX-RS. */
    HTTP
}
