package dev.herald.admin.v1;

import dev.herald.registry.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which scope a token must have for the methods of a resource. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Needs {

    /** {@link Scope#ADMIN} has every other. */
    Scope value();
}
