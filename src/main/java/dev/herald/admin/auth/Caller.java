package dev.herald.admin.auth;

import dev.herald.registry.Actor;
import dev.herald.registry.Scope;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Locale;

/**
 * The security context of a request with a valid token. Roles are scopes, in either case.
 *
 * @param secure whether the request came over TLS
 */
public record TokenSecurityContext(TokenPrincipal principal, boolean secure) implements SecurityContext {

    /** The author of changes of a request, for the audit. */
    public static Actor actor(SecurityContext context) {
        return new Actor(context.getUserPrincipal().getName());
    }

    @Override
    public Principal getUserPrincipal() {
        return principal;
    }

    @Override
    public boolean isUserInRole(String role) {
        return principal.has(Scope.valueOf(role.toUpperCase(Locale.ROOT)));
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
