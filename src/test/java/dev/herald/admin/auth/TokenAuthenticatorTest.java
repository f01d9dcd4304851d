package dev.herald.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.ConfiguredToken;
import dev.herald.registry.Entry;
import dev.herald.registry.Scope;
import dev.herald.registry.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokenAuthenticatorTest {

    private static final Token STORED =
            new Token("1", "console", Set.of(Scope.READ), 0, Entry.FOREVER, Optional.empty());

    private final TokenAuthenticator authenticator = new TokenAuthenticator(
            List.of(new ConfiguredToken("admin", "MyAccessToken"), new ConfiguredToken("index", "another")),
            hash -> hash.equals(Token.hash("stored")) ? Optional.of(STORED) : Optional.empty());

    @Test
    void a_configured_token_has_every_scope() {
        Caller caller = authenticator.authenticate("another", false).orElseThrow();

        assertThat(caller.label()).isEqualTo("index");
        assertThat(Scope.values()).allMatch(scope -> caller.isUserInRole(scope.name()));
    }

    @Test
    void a_stored_token_has_its_scopes() {
        Caller caller = authenticator.authenticate("stored", false).orElseThrow();

        assertThat(caller.label()).isEqualTo("console");
        assertThat(caller.isUserInRole("READ")).isTrue();
        assertThat(caller.isUserInRole("KEYS")).isFalse();
    }

    @Test
    void another_token_is_not_authenticated() {
        for (String secret : List.of("", "MyAccessToke", "MyAccessToken ", "myaccesstoken", "admin")) {
            assertThat(authenticator.authenticate(secret, false)).isEmpty();
        }
    }

    @Test
    void the_right_token_is_authenticated_after_a_thousand_wrong_ones() {
        for (int i = 0; i < 1000; i++) {
            assertThat(authenticator.authenticate("guess " + i, false)).isEmpty();
        }
        assertThat(authenticator.authenticate("MyAccessToken", false)).isPresent();
        assertThat(authenticator.authenticate("stored", false)).isPresent();
    }

    @Test
    void a_bearer_token_is_read_from_its_header() {
        assertThat(TokenAuthenticator.bearerToken("Bearer abc")).hasValue("abc");
        assertThat(TokenAuthenticator.bearerToken("bearer  abc ")).hasValue("abc");
        assertThat(TokenAuthenticator.bearerToken("Bearer")).hasValue("");
        assertThat(TokenAuthenticator.bearerToken("Bearer ")).hasValue("");
        assertThat(TokenAuthenticator.bearerToken("Bearerabc")).isEmpty();
        assertThat(TokenAuthenticator.bearerToken("Basic abc")).isEmpty();
        assertThat(TokenAuthenticator.bearerToken("")).isEmpty();
    }
}
