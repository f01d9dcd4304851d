package dev.herald.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.admin.ConfiguredToken;
import dev.herald.admin.TokenException;
import dev.herald.admin.TokenException.Reason;
import dev.herald.bittorrent.Address;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class TokenFilterTest {

    private static final String[] NO_HEADER = {};

    private final List<Duration> delays = new ArrayList<>();
    private final List<SecurityContext> authenticated = new ArrayList<>();
    private Address client = Address.ofIpv4(0x0a000001);
    private boolean tokenInQuery = true;

    private final TokenFilter filter = new TokenFilter(
            new TokenAuthenticator(List.of(new ConfiguredToken("admin", "right")), secret -> Optional.empty()),
            new WrongTokenDelay(request -> client, () -> 0, new SplittableRandom(1), delays::add));

    @Test
    void a_request_with_the_right_token_has_its_principal() {
        filter("token=right", NO_HEADER);
        filter("", "Bearer right");
        filter("token=wrong", "Bearer right");

        assertThat(authenticated).hasSize(3).allSatisfy(context -> assertThat(
                        context.getUserPrincipal().getName())
                .isEqualTo("admin"));
    }

    @Test
    void a_request_without_the_right_token_is_rejected_with_the_reason() {
        assertRejected(Reason.MISSING, "format=json", NO_HEADER);
        assertRejected(Reason.OTHER_SCHEME, "token=right", "Basic right");
        assertRejected(Reason.MALFORMED, "token=right", "Bearer");
        assertRejected(Reason.MALFORMED, "token=", NO_HEADER);
        assertRejected(Reason.MALFORMED, "", "Bearer right", "Bearer right");
        assertRejected(Reason.INVALID, "token=right", "Bearer wrong");
        assertRejected(Reason.INVALID, "token=wrong", NO_HEADER);
        tokenInQuery = false;
        assertRejected(Reason.MISSING, "token=right", NO_HEADER);
    }

    @Test
    void the_public_path_needs_no_token() {
        filterPath("public", "", NO_HEADER);
        assertThat(authenticated).isEmpty();
    }

    @Test
    void many_wrong_tokens_delay_no_right_token_and_no_other_client() {
        for (int i = 0; i < 20; i++) {
            assertRejected(Reason.INVALID, "token=wrong", NO_HEADER);
        }
        assertThat(delays).hasSize(10);

        filter("token=right", NO_HEADER);
        client = Address.ofIpv4(0x0a000002);
        assertRejected(Reason.INVALID, "", "Bearer wrong");

        assertThat(delays).hasSize(10);
    }

    @Test
    void a_request_without_a_token_is_never_delayed() {
        for (int i = 0; i < 100; i++) {
            assertRejected(Reason.MISSING, "", NO_HEADER);
            assertRejected(Reason.OTHER_SCHEME, "token=wrong", "Basic wrong");
        }
        assertThat(delays).isEmpty();
    }

    private void assertRejected(Reason reason, String query, String... headers) {
        assertThatThrownBy(() -> filter(query, headers))
                .isInstanceOfSatisfying(TokenException.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(reason));
    }

    private void filter(String query, String... headers) {
        filterPath("v1/keys", query, headers);
    }

    private void filterPath(String path, String query, String... headers) {
        MultivaluedMap<String, String> map = new MultivaluedHashMap<>();
        for (String header : headers) {
            map.add("Authorization", header);
        }
        filter.servletRequest = proxy(HttpServletRequest.class, Map.of("getQueryString", query, "isSecure", false));
        filter.application = proxy(
                Configuration.class,
                (self, method, arguments) -> arguments[0].equals(TokenFilter.PUBLIC_PATH) ? "public" : tokenInQuery);
        UriInfo uri = proxy(UriInfo.class, Map.of("getPath", path));
        filter.filter(proxy(ContainerRequestContext.class, (self, method, arguments) -> switch (method.getName()) {
            case "getUriInfo" -> uri;
            case "getHeaders" -> map;
            case "getAcceptableMediaTypes" -> List.of();
            case "setSecurityContext" -> {
                authenticated.add((SecurityContext) arguments[0]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        }));
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> results) {
        return proxy(type, (self, method, arguments) -> results.get(method.getName()));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
