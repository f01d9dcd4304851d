package dev.herald.admin.auth;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.herald.admin.TokenException;
import dev.herald.admin.manage.ManageApplication;
import dev.herald.admin.torrust.TorrustApplication;
import dev.herald.http.jaxrs.TrackerApplication;
import dev.herald.registry.Entry;
import dev.herald.registry.Scope;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ScopeFilterTest {

    private static final JavaClasses HERALD =
            new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages("dev.herald");

    private static final Map<String, Object> PUBLIC = Map.of(TokenFilter.PUBLIC_PATH, "open");

    @Path("planted")
    static final class Planted {}

    @Path("declared")
    @RequiresScope(reading = Scope.READ, changing = Scope.TORRENTS)
    static final class Declared {}

    @Path("open")
    static final class Open {}

    /** Scopes are not inherited: a subclass may have further methods. */
    @Path("derived")
    static class Derived extends DeclaredBase {}

    @RequiresScope(reading = Scope.READ, changing = Scope.READ)
    static class DeclaredBase {}

    @Test
    void a_resource_without_a_scope_prevents_the_startup() {
        assertThatThrownBy(
                        () -> ScopeFilter.check(List.of(application(ScopeFilter.class, Declared.class, Planted.class))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the resource " + Planted.class.getName() + " declares no required scope");
        assertThatThrownBy(() -> ScopeFilter.check(List.of(application(ScopeFilter.class, Derived.class))))
                .hasMessageContaining(Derived.class.getName());
        assertThatCode(() -> ScopeFilter.check(List.of(application(ScopeFilter.class, Declared.class, Open.class))))
                .doesNotThrowAnyException();
    }

    @Test
    void an_API_that_does_not_check_scopes_prevents_the_startup() {
        assertThatThrownBy(() -> ScopeFilter.check(List.of(application(Declared.class))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not check the scopes");
    }

    @Test
    void a_resource_without_a_scope_cannot_be_built() {
        assertThatThrownBy(() -> filters(Planted.class)).hasMessageContaining(Planted.class.getName());
    }

    @Test
    void a_request_requires_the_scope_for_its_method() throws IOException {
        ContainerRequestFilter check = filters(Declared.class).get(0);

        check.filter(request("GET", Scope.READ));
        check.filter(request("HEAD", Scope.READ));
        check.filter(request("PUT", Scope.TORRENTS));
        assertThatThrownBy(() -> check.filter(request("GET", Scope.TORRENTS)))
                .isInstanceOfSatisfying(TokenException.class, missing -> assertThat(missing.getMessage())
                        .isEqualTo("read"));
        for (String method : List.of("PUT", "POST", "DELETE", "PATCH", "NEW", "get")) {
            assertThatThrownBy(() -> check.filter(request(method, Scope.READ)))
                    .as(method)
                    .isInstanceOf(TokenException.class);
        }
    }

    @Test
    void a_public_resource_is_not_checked() {
        assertThat(filters(Open.class)).isEmpty();
    }

    @Test
    void every_resource_of_both_APIs_declares_its_scopes() {
        assertThatCode(() -> ScopeFilter.check(List.of(new TorrustApplication(), new ManageApplication())))
                .doesNotThrowAnyException();
    }

    @Test
    void every_resource_belongs_to_an_API_or_to_the_tracker() {
        Set<String> resources = new HashSet<>();
        for (Application application :
                List.of(new TorrustApplication(), new ManageApplication(), new TrackerApplication())) {
            application.getClasses().forEach(type -> resources.add(type.getName()));
        }
        List<String> annotated = HERALD.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(JavaClass::getName)
                .toList();
        assertThat(annotated).hasSizeGreaterThan(10);
        assertThat(resources).containsAll(annotated);
    }

    @Test
    void there_is_no_other_application() {
        assertThat(HERALD.stream()
                        .filter(type -> type.isAssignableTo(Application.class))
                        .map(JavaClass::getName))
                .containsExactlyInAnyOrder(
                        TorrustApplication.class.getName(),
                        ManageApplication.class.getName(),
                        TrackerApplication.class.getName());
    }

    private static Application application(Class<?>... classes) {
        return new Application() {
            @Override
            public Set<Class<?>> getClasses() {
                return Set.of(classes);
            }

            @Override
            public Map<String, Object> getProperties() {
                return PUBLIC;
            }
        };
    }

    /** The filters that the feature registers for a resource. */
    private static List<ContainerRequestFilter> filters(Class<?> resource) {
        List<ContainerRequestFilter> registered = new ArrayList<>();
        ResourceInfo info = proxy(ResourceInfo.class, (self, method, arguments) -> resource);
        Configuration application = proxy(Configuration.class, (self, method, arguments) -> PUBLIC);
        FeatureContext context = proxy(FeatureContext.class, (self, method, arguments) -> {
            if (method.getName().equals("getConfiguration")) {
                return application;
            }
            registered.add((ContainerRequestFilter) arguments[0]);
            return self;
        });
        new ScopeFilter().configure(info, context);
        return registered;
    }

    private static ContainerRequestContext request(String httpMethod, Scope allowed) {
        SecurityContext caller = new Caller("test", Set.of(allowed), Entry.FOREVER, false);
        return proxy(ContainerRequestContext.class, (self, method, arguments) -> answer(method, httpMethod, caller));
    }

    private static Object answer(Method method, String httpMethod, SecurityContext caller) {
        return switch (method.getName()) {
            case "getMethod" -> httpMethod;
            case "getSecurityContext" -> caller;
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
