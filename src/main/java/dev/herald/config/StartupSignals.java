package dev.herald.config;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reports the result of the start from the application to the launcher. The result is in system properties: {@value #UDP},
 * {@value #HTTP_NETTY} and last {@value #STATE}, or {@value #FAILURE}. The first token and the one-time code are not, because other processes can read system
 * properties. This class is in the executable jar itself, so that the launcher and the application share it.
 */
public final class StartupSignals {

    /** {@code starting}, then {@code ready} when all sockets are open; set by {@code SingleDeployment} and {@code Lifecycle}. */
    public static final String STATE = "dev.herald.state";

    /** The addresses that the UDP frontend is bound to, separated by commas. */
    public static final String UDP = "dev.herald.udp";

    /** The addresses that the Netty HTTP frontend is bound to without TLS, separated by commas; may be empty. */
    public static final String HTTP_NETTY = "dev.herald.http.netty";

    /** The addresses that it is bound to with TLS, separated by commas; may be empty. */
    public static final String HTTP_NETTY_TLS = "dev.herald.http.netty.tls";

    /** The size of the smallest receive buffer of the UDP frontend in bytes, which the kernel may have limited. */
    public static final String RECEIVE_BUFFER = "dev.herald.udp.receive-buffer";

    /** {@code true} when both listeners of the container are open and protected. The launcher opens them last. */
    public static final String GUARDED = "dev.herald.guarded";

    /** Herald's version; set by the launcher for the application, whose log messages the banner of the launcher replaces. */
    public static final String VERSION = "dev.herald.version";

    /** Why Herald could not start, on one line. */
    public static final String FAILURE = "dev.herald.failure";

    /** The prefix of the properties in which the launcher passes the source of each setting. */
    public static final String SOURCE = "dev.herald.source.";

    private static final AtomicReference<String> TOKEN = new AtomicReference<>("");
    private static final AtomicReference<String> CODE = new AtomicReference<>("");

    private StartupSignals() {}

    /** Publishes the API token that this start has created. */
    public static void publishToken(String token) {
        TOKEN.set(token);
    }

    /** Returns the API token that this start has created, and forgets it. */
    public static Optional<String> takeToken() {
        return Optional.of(TOKEN.getAndSet("")).filter(token -> !token.isEmpty());
    }

    /** Publishes the one-time code of the console. */
    public static void publishCode(String code) {
        CODE.set(code);
    }

    /** Returns the one-time code of the console, and forgets it. */
    public static Optional<String> takeCode() {
        return Optional.of(CODE.getAndSet("")).filter(code -> !code.isEmpty());
    }
}
