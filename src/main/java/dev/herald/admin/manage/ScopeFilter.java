package dev.herald.admin.manage;

import dev.herald.registry.Scope;
import jakarta.enterprise.context.Dependent;
import jakarta.json.Json;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Lets a request through if its token has the scope that the resource needs. A resource that says nothing lets nobody in. */
@Dependent
public final class ScopeFilter implements ContainerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals("OPTIONS")) {
            return;
        }
        Needs needs = resource.getResourceClass().getAnnotation(Needs.class);
        Scope needed = READING.contains(request.getMethod()) ? needs.reading() : needs.changing();
        String word = needed.name().toLowerCase(Locale.ROOT);
        if (!request.getSecurityContext().isUserInRole(word)) {
            throw new Refusal(
                    new Problem(403, "The token needs the scope " + word, Map.of("scope", Json.createValue(word))));
        }
    }
}
