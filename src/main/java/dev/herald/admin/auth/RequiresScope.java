package dev.herald.admin.auth;

import dev.herald.registry.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scopes that the methods of a resource require; {@link Scope#ADMIN} includes every other scope. A resource with neither this
 * annotation nor {@link WithoutToken} prevents the startup.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {

    /** For GET, HEAD and OPTIONS. */
    Scope reading();

    /** For all other methods. */
    Scope changing();
}
