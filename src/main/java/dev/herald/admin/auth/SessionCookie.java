package dev.herald.admin.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The cookie with the secret of a session. Scripts cannot read it, and requests that another site causes do not carry it.
 *
 * <p>Reads the header itself: the container's parser rejects requests with cookies of other programs that it cannot parse. Cookies are
 * shared by all ports of a host.
 */
public final class SessionCookie {

    /** Name of the cookie. */
    public static final String NAME = "herald_session";

    private static final String PREFIX = NAME + "=";

    private SessionCookie() {}

    /** The secret in the first cookie of a request; empty without the cookie. */
    public static Optional<String> secret(HttpServletRequest request) {
        return secret(Collections.list(request.getHeaders("Cookie")));
    }

    /** The secret in the first cookie in the values of headers {@code Cookie}; empty without the cookie. */
    static Optional<String> secret(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(PREFIX))
                .map(pair -> pair.substring(PREFIX.length()))
                .findFirst();
    }

    /** The value of a header {@code Set-Cookie} that lets a browser keep a session for its lifetime. */
    public static String set(String secret, boolean secure) {
        return value(secret, Sessions.LIFETIME.toSeconds(), secure);
    }

    /** The value of a header {@code Set-Cookie} that removes the cookie. */
    public static String remove(boolean secure) {
        return value("", 0, secure);
    }

    private static String value(String secret, long maxAge, boolean secure) {
        return PREFIX + secret + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + maxAge + (secure ? "; Secure" : "");
    }
}
