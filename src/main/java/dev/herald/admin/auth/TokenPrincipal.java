package dev.herald.admin.auth;

import dev.herald.registry.Scope;
import java.security.Principal;
import java.util.Set;

/**
 * The holder of a valid token.
 *
 * @param label label of the token, for the audit
 * @param scopes what the token allows; {@link Scope#ADMIN} includes every other scope
 */
public record TokenPrincipal(String label, Set<Scope> scopes) implements Principal {

    /** Copies {@code scopes}. */
    public TokenPrincipal {
        scopes = Set.copyOf(scopes);
    }

    @Override
    public String getName() {
        return label;
    }

    /** Whether the token has a scope. */
    public boolean has(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }
}
