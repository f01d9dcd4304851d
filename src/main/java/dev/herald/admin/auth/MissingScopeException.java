package dev.herald.admin.auth;

import dev.herald.registry.Scope;
import java.util.Locale;

/**
 * A valid token lacks the scope that the resource requires. Each API maps it to its own form. It has no stack trace: clients
 * cause it.
 */
public final class MissingScopeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String word;

    MissingScopeException(Scope scope) {
        super("The token lacks the scope " + scope, null, false, false);
        this.word = scope.name().toLowerCase(Locale.ROOT);
    }

    /** The scope as the APIs write it, in lower case. */
    public String word() {
        return word;
    }
}
