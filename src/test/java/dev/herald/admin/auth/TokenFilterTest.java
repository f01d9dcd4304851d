package dev.herald.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.admin.ApiException;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
    private Optional<String> sessionPath = Optional.empty();

    private final TokenAuthenticator authenticator =
            new TokenAuthenticator(List.of(new ConfiguredToken("admin", "right")), hash -> Optional.empty());
    private final Sessions sessions =
            new Sessions(authenticator, () -> 0, InstantSource.system(), new SplittableRandom(1));
    private final TokenFilter filter = new TokenFilter(
            authenticator,
            sessions,
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

    @Test
    void a_session_replaces_the_token() {
        sessionPath = Optional.of("session");
        String cookie = "herald_session=" + sessions.startByToken("right").orElseThrow();

        send("GET", "keys", Map.of("Cookie", List.of("other=1; " + cookie)));
        send("HEAD", "session", Map.of("Cookie", List.of(cookie)));

        assertThat(authenticated).extracting(SecurityContext::getUserPrincipal).hasSize(2);
    }

    @Test
    void a_change_by_cookie_needs_the_header_of_the_console() {
        sessionPath = Optional.of("session");
        List<String> cookie =
                List.of("herald_session=" + sessions.startByToken("right").orElseThrow());

        for (String method : List.of("PUT", "POST", "DELETE", "PATCH", "OPTIONS")) {
            assertForbidden(method, Map.of("Cookie", cookie));
            assertForbidden(method, Map.of("Cookie", cookie, TokenFilter.CONSOLE_HEADER, List.of("")));
            assertForbidden(method, Map.of("Cookie", cookie, TokenFilter.CONSOLE_HEADER, List.of("1", "1")));
            send(method, "keys", Map.of("Cookie", cookie, TokenFilter.CONSOLE_HEADER, List.of("1")));
            send(method, "keys", Map.of("Cookie", cookie, "Authorization", List.of("Bearer right")));
        }
        assertThat(authenticated).hasSize(10);
    }

    private void assertForbidden(String method, Map<String, List<String>> headers) {
        assertThatThrownBy(() -> send(method, "keys", headers))
                .isInstanceOfSatisfying(ApiException.class, rejected -> assertThat(rejected.status())
                        .isEqualTo(403));
    }

    @Test
    void a_token_takes_precedence_over_a_cookie() {
        sessionPath = Optional.of("session");
        String cookie = "herald_session=" + sessions.startByToken("right").orElseThrow();

        assertRejected(
                Reason.INVALID,
                () -> send("GET", "keys", Map.of("Cookie", List.of(cookie), "Authorization", List.of("Bearer wrong"))));
    }

    @Test
    void an_ended_session_is_rejected_without_delay() {
        sessionPath = Optional.of("session");
        for (int i = 0; i < 100; i++) {
            assertRejected(
                    Reason.SESSION_ENDED, () -> send("GET", "keys", Map.of("Cookie", List.of("herald_session=x"))));
        }
        assertRejected(Reason.MISSING, () -> send("GET", "keys", Map.of("Cookie", List.of("other=x"))));
        assertThat(delays).isEmpty();
    }

    @Test
    void an_API_without_sessions_ignores_the_cookie() {
        List<String> cookie =
                List.of("herald_session=" + sessions.startByToken("right").orElseThrow());
        tokenInQuery = false;
        assertRejected(Reason.MISSING, () -> send("GET", "keys", Map.of("Cookie", cookie)));
    }

    @Test
    void only_POST_to_the_session_needs_no_token() {
        sessionPath = Optional.of("session");
        tokenInQuery = false;
        send("POST", "session", Map.of());
        send("POST", "session", Map.of("Cookie", List.of("herald_session=ended")));
        assertThat(authenticated).isEmpty();

        for (String path : List.of("session/", "session;a", "/session", "sessions", "")) {
            assertRejected(Reason.MISSING, () -> send("POST", path, Map.of()));
        }
        for (String method : List.of("GET", "DELETE", "PUT")) {
            assertRejected(Reason.MISSING, () -> send(method, "session", Map.of()));
        }
    }

    private void assertRejected(Reason reason, String query, String... headers) {
        assertRejected(reason, () -> filter(query, headers));
    }

    private static void assertRejected(Reason reason, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(TokenException.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(reason));
    }

    private void filter(String query, String... headers) {
        filterPath("v1/keys", query, headers);
    }

    private void filterPath(String path, String query, String... headers) {
        send("GET", path, query, headers.length == 0 ? Map.of() : Map.of("Authorization", List.of(headers)));
    }

    private void send(String method, String path, Map<String, List<String>> headers) {
        send(method, path, "", headers);
    }

    private void send(String method, String path, String query, Map<String, List<String>> headers) {
        MultivaluedMap<String, String> map = new MultivaluedHashMap<>();
        map.putAll(headers);
        filter.servletRequest = proxy(HttpServletRequest.class, Map.of("getQueryString", query, "isSecure", false));
        filter.application = proxy(Configuration.class, (self, called, arguments) -> property((String) arguments[0]));
        UriInfo uri = proxy(UriInfo.class, Map.of("getPath", path));
        filter.filter(proxy(ContainerRequestContext.class, (self, called, arguments) -> switch (called.getName()) {
            case "getUriInfo" -> uri;
            case "getMethod" -> method;
            case "getHeaders" -> map;
            case "getAcceptableMediaTypes" -> List.of();
            case "setSecurityContext" -> {
                authenticated.add((SecurityContext) arguments[0]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(called.getName());
        }));
    }

    private Object property(String name) {
        return switch (name) {
            case TokenFilter.PUBLIC_PATH -> "public";
            case TokenFilter.SESSION_PATH -> sessionPath.orElse(null);
            default -> tokenInQuery;
        };
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> results) {
        return proxy(type, (self, method, arguments) -> results.get(method.getName()));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
