package dev.herald.admin.manage;

import dev.herald.admin.auth.Authentication;
import dev.herald.admin.auth.BearerToken;
import dev.herald.admin.auth.TokenAuthenticator;
import dev.herald.admin.auth.TokenSecurityContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;

/**
 * Asks for a token before anything else, so that strangers do not even learn which paths there are (RFC 6750). A token is
 * taken from the header only: one in the URL ends up in logs.
 */
@PreMatching
@Dependent
public final class ManageTokenFilter implements ContainerRequestFilter {

    private static final String CHALLENGE = "Bearer realm=\"herald\"";

    private final TokenAuthenticator gate;

    @Context
    private HttpServletRequest servletRequest;

    @Inject
    ManageTokenFilter(TokenAuthenticator gate) {
        this.gate = gate;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Authentication admission = gate.admit(token(request));
        if (admission instanceof Authentication.Granted granted) {
            request.setSecurityContext(new TokenSecurityContext(granted, servletRequest.isSecure()));
        } else {
            throw unauthorized(CHALLENGE + ", error=\"invalid_token\"", "The token is not known, or has expired");
        }
        requireReadableAccept(request);
    }

    private static String token(ContainerRequestContext request) {
        List<String> headers = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
        String header = headers.size() == 1 ? headers.get(0) : "";
        return BearerToken.of(header)
                .filter(token -> !token.isEmpty())
                .orElseThrow(() -> unauthorized(CHALLENGE, "A token is needed, in the header Authorization: Bearer"));
    }

    private static ProblemException unauthorized(String challenge, String detail) {
        return new ProblemException(Problem.of(401, detail), Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }

    /** Jersey would read it later, and answer a failure with the container's error page. */
    private static void requireReadableAccept(ContainerRequestContext request) {
        try {
            request.getAcceptableMediaTypes();
        } catch (RuntimeException e) {
            throw ProblemException.of(400, "The header Accept cannot be read");
        }
    }
}
