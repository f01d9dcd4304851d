package dev.herald.admin.manage;

import dev.herald.registry.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which scope a token must have for the methods of a resource; {@link Scope#ADMIN} has every other. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Needs {

    /** For GET and HEAD. */
    Scope reading();

    /** For all other methods. */
    Scope changing();
}
