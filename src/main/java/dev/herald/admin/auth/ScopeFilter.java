package dev.herald.admin.auth;

import dev.herald.admin.TokenException;
import dev.herald.registry.Scope;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the scope of the token before every resource method of both APIs.
 *
 * <p>Reads the annotations when the container builds a resource, not per request: a resource without them cannot be built, so it
 * answers no request.
 */
public final class ScopeFilter implements DynamicFeature {

    private static final Set<String> READ_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Class<?> type = resource.getResourceClass();
        // Jersey adds its own resource to each path, which answers OPTIONS.
        if (type.getName().startsWith("org.glassfish.jersey.")
                || needsNoScope(type, context.getConfiguration().getProperties())) {
            return;
        }
        RequiresScope required = requiredScope(type);
        ContainerRequestFilter check = request -> {
            Scope scope = READ_METHODS.contains(request.getMethod()) ? required.reading() : required.changing();
            if (!request.getSecurityContext().isUserInRole(scope.name())) {
                throw new TokenException(scope);
            }
        };
        context.register(check);
    }

    private static boolean needsNoScope(Class<?> resource, Map<String, Object> properties) {
        String path = resource.getAnnotation(Path.class).value();
        return path.equals(properties.get(TokenFilter.PUBLIC_PATH))
                || path.equals(properties.get(TokenFilter.SESSION_PATH));
    }

    /**
     * Checks applications before the container builds their resources.
     *
     * @throws IllegalArgumentException if an application does not check scopes, or has a resource that declares none; the message is
     *     for operators
     */
    public static void check(List<Application> applications) {
        for (Application application : applications) {
            if (!application.getClasses().contains(ScopeFilter.class)) {
                throw new IllegalArgumentException(
                        "the API " + application.getClass().getName() + " does not check the scopes of tokens");
            }
            application.getClasses().stream()
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .filter(type -> !needsNoScope(type, application.getProperties()))
                    .forEach(ScopeFilter::requiredScope);
        }
    }

    private static RequiresScope requiredScope(Class<?> type) {
        RequiresScope required = type.getAnnotation(RequiresScope.class);
        if (required == null) {
            throw new IllegalArgumentException("the resource " + type.getName() + " declares no required scope");
        }
        return required;
    }
}
