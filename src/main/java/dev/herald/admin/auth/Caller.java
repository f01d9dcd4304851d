package dev.herald.admin.auth;

import dev.herald.registry.Actor;
import dev.herald.registry.Scope;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Set;

/**
 * The sender of a request with a valid token or session. Roles are the names of scopes.
 *
 * @param label label of the token, for the audit
 * @param scopes what the token allows; {@link Scope#ADMIN} includes every other scope
 * @param validUntil the last second since 1970 at which the token or session is valid, or {@link dev.herald.registry.Entry#FOREVER}
 * @param secure whether the request came over TLS
 */
public record Caller(String label, Set<Scope> scopes, long validUntil, boolean secure)
        implements SecurityContext, Principal {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** The author of changes of a request, for the audit. */
    public static Actor actor(SecurityContext caller) {
        return new Actor(caller.getUserPrincipal().getName());
    }

    /** The caller in the security context of an authenticated request; JAX-RS wraps the context, but not its principal. */
    public static Caller of(SecurityContext context) {
        return (Caller) context.getUserPrincipal();
    }

    @Override
    public Principal getUserPrincipal() {
        return this;
    }

    /** The label. */
    @Override
    public String getName() {
        return label;
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
