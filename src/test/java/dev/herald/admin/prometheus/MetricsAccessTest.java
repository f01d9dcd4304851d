package dev.herald.admin.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.admin.ConfiguredToken;
import dev.herald.admin.TokenException;
import dev.herald.admin.TokenException.Reason;
import dev.herald.admin.auth.RequestAuthenticator;
import dev.herald.admin.auth.TokenAuthenticator;
import dev.herald.admin.auth.WrongTokenDelay;
import dev.herald.bittorrent.Address;
import dev.herald.registry.Entry;
import dev.herald.registry.Scope;
import dev.herald.registry.Token;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class MetricsAccessTest {

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

    private MetricsAccess access(String... openTo) {
        TokenAuthenticator tokens =
                new TokenAuthenticator(List.of(new ConfiguredToken("admin", "right")), MetricsAccessTest::stored);
        WrongTokenDelay delay = new WrongTokenDelay(request -> client, () -> 0, new SplittableRandom(1));
        return new MetricsAccess(
                new MetricsSettings(List.of(openTo)), request -> client, new RequestAuthenticator(tokens, delay));
    }

    private static Optional<Token> stored(String secret) {
        return switch (secret) {
            case "read" -> Optional.of(token(Scope.READ));
            case "keys" -> Optional.of(token(Scope.KEYS));
            default -> Optional.empty();
        };
    }

    private static Token token(Scope scope) {
        return new Token("1", "console", Set.of(scope), 0, Entry.FOREVER, Optional.empty());
    }

    private static void assertRejected(MetricsAccess access, Reason reason, String... headers) {
        assertThatThrownBy(() -> access.require(request(headers)))
                .isInstanceOfSatisfying(TokenException.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(reason));
    }

    private static HttpServletRequest request(String... authorization) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                MetricsAccessTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getHeaders" -> Collections.enumeration(List.of(authorization));
                    case "isSecure" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
