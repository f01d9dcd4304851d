package dev.herald.admin.auth;

import dev.herald.registry.Scope;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;
import java.util.Set;

/**
 * Checks the scope of the token before every resource method of both APIs.
 *
 * <p>The annotations are read when the container builds a resource, not when a request comes: a resource that declares nothing
 * cannot be built, so it answers nobody.
 */
public final class ScopeFilter implements DynamicFeature {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Class<?> type = resource.getResourceClass();
        // The container adds a method of its own to each path, which answers OPTIONS with the methods that there are.
        if (type.getName().startsWith("org.glassfish.jersey.") || type.isAnnotationPresent(WithoutToken.class)) {
            return;
        }
        RequiresScope required = declared(type);
        ContainerRequestFilter check = request -> {
            Scope scope = READING.contains(request.getMethod()) ? required.reading() : required.changing();
            if (!request.getSecurityContext().isUserInRole(scope.name())) {
                throw new MissingScopeException(scope);
            }
        };
        context.register(check);
    }

    /**
     * Checks applications before the container builds their resources.
     *
     * @throws IllegalArgumentException if one does not check scopes, or has a resource that declares none; its message is for
     *     operators
     */
    public static void check(List<Application> applications) {
        for (Application application : applications) {
            if (!application.getClasses().contains(ScopeFilter.class)) {
                throw new IllegalArgumentException(
                        "the API " + application.getClass().getName() + " does not check the scopes of tokens");
            }
            application.getClasses().stream()
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .filter(type -> !type.isAnnotationPresent(WithoutToken.class))
                    .forEach(ScopeFilter::declared);
        }
    }

    private static RequiresScope declared(Class<?> type) {
        RequiresScope required = type.getAnnotation(RequiresScope.class);
        if (required == null) {
            throw new IllegalArgumentException("the resource " + type.getName() + " declares no required scope");
        }
        return required;
    }
}
