package dev.herald.config;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How the start went, told to whoever started the container by system properties: {@value #UDP}, {@value #VOLUME} and then, last
 * of all, {@value #STATE}; or {@value #FAILURE}. The token is none of them, since other processes can read those; this class is in
 * the jar itself, so that the launcher and the application have it in common.
 */
public final class StartupSignals {

    /** {@code starting}, and {@code ready} once everything is open; set by {@code SingleDeployment} and {@code Lifecycle}. */
    public static final String STATE = "dev.herald.state";

    /** Where the UDP tracker is really bound, separated by commas. */
    public static final String UDP = "dev.herald.udp";

    /** Where the HTTP tracker for volume is really bound, separated by commas; empty if it is nowhere. */
    public static final String VOLUME = "dev.herald.volume";

    /** Where the one that speaks TLS is really bound, in the same way. */
    public static final String VOLUME_TLS = "dev.herald.volume.tls";

    /** {@code true} once both of the container's listeners are open and guarded; the launcher opens them after the rest. */
    public static final String GUARDED = "dev.herald.guarded";

    /** The other way round: set by Herald's own launcher, which shows the token. */
    public static final String VERSION = "dev.herald.version";

    /** Why Herald could not start, on one line. */
    public static final String FAILURE = "dev.herald.failure";

    /**
     * Begins the names under which the launcher tells where the value of each setting comes from, because it hands all of them
     * over as system properties.
     */
    public static final String SOURCE = "dev.herald.source.";

    private static final AtomicReference<String> TOKEN = new AtomicReference<>("");

    private StartupSignals() {}

    /** Tells the token of the API, which this start has made. */
    public static void made(String token) {
        TOKEN.set(token);
    }

    /** The token of the API, if this start has made one; it is forgotten here, and whoever asked shows it. */
    public static Optional<String> takeToken() {
        return Optional.of(TOKEN.getAndSet("")).filter(token -> !token.isEmpty());
    }
}
