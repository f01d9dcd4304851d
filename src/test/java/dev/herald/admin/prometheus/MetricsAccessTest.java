package dev.herald.admin.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.admin.ConfiguredToken;
import dev.herald.admin.TokenException;
import dev.herald.admin.TokenException.Reason;
import dev.herald.admin.auth.RequestAuthenticator;
import dev.herald.admin.auth.Sessions;
import dev.herald.admin.auth.TokenAuthenticator;
import dev.herald.admin.auth.WrongTokenDelay;
import dev.herald.bittorrent.Address;
import dev.herald.registry.Entry;
import dev.herald.registry.Scope;
import dev.herald.registry.Token;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class MetricsAccessTest {

    private final TokenAuthenticator tokens =
            new TokenAuthenticator(List.of(new ConfiguredToken("admin", "right")), MetricsAccessTest::stored);
    private final Sessions sessions = new Sessions(tokens, () -> 0, InstantSource.system(), new SplittableRandom(1));
    private Address client = Address.parse("192.0.2.1").orElseThrow();

    @Test
    void without_an_open_network_a_token_is_required() {
        MetricsAccess access = access();
        assertRejected(access, Reason.MISSING);
        assertRejected(access, Reason.OTHER_SCHEME, "Basic right");
        assertRejected(access, Reason.INVALID, "Bearer wrong");
        assertRejected(access, Reason.MALFORMED, "Bearer right", "Bearer right");
        access.require(request("Bearer right"));
    }

    @Test
    void the_token_needs_the_scope_read() {
        access().require(request("Bearer read"));
        assertRejected(access(), Reason.MISSING_SCOPE, "Bearer keys");
    }

    @Test
    void a_client_in_an_open_network_needs_no_token() {
        MetricsAccess access = access("192.0.2.0/24", "2001:db8::/32");
        access.require(request());
        access.require(request("Bearer wrong"));
        client = Address.parse("2001:db8::7").orElseThrow();
        access.require(request());
        client = Address.parse("192.0.3.1").orElseThrow();
        assertRejected(access, Reason.MISSING);
        access.require(request("Bearer right"));
    }

    @Test
    void an_invalid_network_is_refused_by_name() {
        assertThatThrownBy(() -> new MetricsSettings(List.of("everybody")))
                .hasMessage("herald.metrics.open-to must be addresses or networks such as 10.0.0.0/8 or fd00::/8,"
                        + " but has everybody");
    }

    @Test
    void a_session_replaces_the_token() {
        String reader = sessions.startByToken("read").orElseThrow();
        String other = sessions.startByToken("keys").orElseThrow();
        access().require(request(Map.of("Cookie", List.of("herald_session=" + reader))));
        assertRejected(access(), Reason.MISSING_SCOPE, request(Map.of("Cookie", List.of("herald_session=" + other))));
        assertRejected(access(), Reason.SESSION_ENDED, request(Map.of("Cookie", List.of("herald_session=ended"))));
    }

    private MetricsAccess access(String... openTo) {
        WrongTokenDelay delay = new WrongTokenDelay(request -> client, () -> 0, new SplittableRandom(1));
        return new MetricsAccess(
                new MetricsSettings(List.of(openTo)),
                request -> client,
                new RequestAuthenticator(tokens, sessions, delay));
    }

    private static Optional<Token> stored(String hash) {
        return Optional.ofNullable(Map.of(Token.hash("read"), token(Scope.READ), Token.hash("keys"), token(Scope.KEYS))
                .get(hash));
    }

    private static Token token(Scope scope) {
        return new Token("1", "console", Set.of(scope), 0, Entry.FOREVER, Optional.empty());
    }

    private static void assertRejected(MetricsAccess access, Reason reason, String... headers) {
        assertRejected(access, reason, request(headers));
    }

    private static void assertRejected(MetricsAccess access, Reason reason, HttpServletRequest request) {
        assertThatThrownBy(() -> access.require(request))
                .isInstanceOfSatisfying(TokenException.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(reason));
    }

    private static HttpServletRequest request(String... authorization) {
        return request(Map.of("Authorization", List.of(authorization)));
    }

    private static HttpServletRequest request(Map<String, List<String>> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                MetricsAccessTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getHeaders" ->
                        Collections.enumeration(headers.getOrDefault((String) arguments[0], List.of()));
                    case "isSecure" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
