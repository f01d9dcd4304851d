package dev.herald.metrics;

/** Figures that a frontend knows and that are read when they are needed; see {@link Metrics#register}. */
public enum Figure {
    /** Connections that are open now. */
    OPEN_CONNECTIONS,
    /** Datagrams that the kernel has dropped because a receive buffer was full. */
    RECEIVE_BUFFER_DROPS
}
