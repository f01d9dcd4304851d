package dev.herald.admin.auth;

import dev.herald.registry.Actor;
import dev.herald.registry.Scope;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Set;

/**
 * The sender of a request with a valid token. Roles are the names of scopes.
 *
 * @param label label of the token, for the audit
 * @param scopes what the token allows; {@link Scope#ADMIN} includes every other scope
 * @param secure whether the request came over TLS
 */
public record Caller(String label, Set<Scope> scopes, boolean secure) implements SecurityContext {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** The author of changes of a request, for the audit. */
    public static Actor actor(SecurityContext caller) {
        return new Actor(caller.getUserPrincipal().getName());
    }

    @Override
    public Principal getUserPrincipal() {
        return () -> label;
    }

    @Override
    public boolean isUserInRole(String role) {
        return scopes.contains(Scope.valueOf(role)) || scopes.contains(Scope.ADMIN);
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
