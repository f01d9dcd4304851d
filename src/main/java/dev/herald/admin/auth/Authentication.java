package dev.herald.admin.auth;

import dev.herald.registry.Scope;
import java.util.Set;

/** What {@link TokenAuthenticator} says of a request. */
public sealed interface Authentication {

    /**
     * It may come in.
     *
     * @param label of its token, for the audit
     * @param scopes what the token allows; {@link Scope#ADMIN} stands for all of them
     */
    record Granted(String label, Set<Scope> scopes) implements Authentication {

        /** Takes a copy of {@code scopes}. */
        public Granted {
            scopes = Set.copyOf(scopes);
        }

        /** Whether the token allows what needs {@code scope}. */
        public boolean allows(Scope scope) {
            return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
        }
    }

    /** Nobody has such a token, or it has expired. */
    record Wrong() implements Authentication {}
}
