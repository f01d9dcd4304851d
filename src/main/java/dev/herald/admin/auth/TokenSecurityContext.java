package dev.herald.admin.auth;

import dev.herald.registry.Actor;
import dev.herald.registry.Scope;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Locale;

/**
 * Who sent a request, by its token.
 *
 * @param granted what its token allows
 * @param secure whether the request came over TLS
 */
public record TokenSecurityContext(Authentication.Granted granted, boolean secure) implements SecurityContext {

    /** Who makes the changes of a request, for the audit. */
    public static Actor actor(SecurityContext caller) {
        return new Actor(caller.getUserPrincipal().getName());
    }

    @Override
    public Principal getUserPrincipal() {
        return granted::label;
    }

    /** The roles are the scopes, in letters of either case. */
    @Override
    public boolean isUserInRole(String role) {
        return granted.allows(Scope.valueOf(role.toUpperCase(Locale.ROOT)));
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
