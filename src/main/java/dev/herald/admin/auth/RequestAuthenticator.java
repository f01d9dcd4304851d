package dev.herald.admin.auth;

import dev.herald.admin.TokenException;
import dev.herald.admin.TokenException.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Authenticates the requests of servlets, which {@link TokenFilter} does not see, by the same rules. */
public final class RequestAuthenticator {

    private final TokenAuthenticator authenticator;
    private final Sessions sessions;
    private final WrongTokenDelay delay;

    /** Delays wrong tokens by {@code delay}. */
    public RequestAuthenticator(TokenAuthenticator authenticator, Sessions sessions, WrongTokenDelay delay) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.delay = delay;
    }

    /**
     * Returns the sender of a request that changes nothing.
     *
     * @throws TokenException if the request has neither a valid token nor the cookie of a session
     */
    public Caller authenticate(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.isEmpty()) {
            String session = SessionCookie.secret(request).orElseThrow(() -> new TokenException(Reason.MISSING));
            return sessions.authenticate(session, request.isSecure())
                    .orElseThrow(() -> new TokenException(Reason.SESSION_ENDED));
        }
        String token = TokenAuthenticator.bearerToken(headers.get(0))
                .orElseThrow(() -> new TokenException(Reason.OTHER_SCHEME));
        Optional<Caller> caller =
                headers.size() > 1 ? Optional.empty() : authenticator.authenticate(token, request.isSecure());
        if (caller.isEmpty()) {
            delay.onWrongToken(request);
            throw new TokenException(headers.size() > 1 || token.isEmpty() ? Reason.MALFORMED : Reason.INVALID);
        }
        return caller.get();
    }
}
