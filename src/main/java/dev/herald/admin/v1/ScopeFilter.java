package dev.herald.admin.v1;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.util.Locale;

/** Lets a request through if its token has the scope that the resource needs, or the resource needs none. */
@Dependent
public final class ScopeFilter implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Class<?> matched = resource.getResourceClass();
        Needs needs = matched == null ? null : matched.getAnnotation(Needs.class);
        if (needs != null
                && !request.getSecurityContext().isUserInRole(needs.value().name())) {
            throw Refusal.forbidden(
                    "token without the scope " + needs.value().name().toLowerCase(Locale.ROOT));
        }
    }
}
