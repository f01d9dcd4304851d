package dev.herald.admin.auth;

import dev.herald.registry.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope that a token must have for the methods of a resource; {@link Scope#ADMIN} includes every other. A resource without
 * this annotation or {@link WithoutToken} stops the start.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {

    /** For GET, HEAD and OPTIONS. */
    Scope reading();

    /** For all other methods. */
    Scope changing();
}
