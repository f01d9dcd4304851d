package dev.herald.admin.auth;

import dev.herald.registry.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scopes that the methods of a resource require; {@link Scope#ADMIN} includes every other scope. Without it only the resources
 * of the {@linkplain TokenFilter#PUBLIC_PATH public path} and of the {@linkplain TokenFilter#SESSION_PATH session} can be built.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {

    /** For GET, HEAD and OPTIONS. */
    Scope reading();

    /** For all other methods. */
    Scope changing();
}
