package dev.herald.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;

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

    private final TokenAuthenticator gate = new TokenAuthenticator(
            List.of(new ConfiguredToken("admin", "MyAccessToken"), new ConfiguredToken("index", "another")),
            secret -> secret.equals("stored") ? Optional.of(STORED) : Optional.empty());

    @Test
    void a_token_of_the_settings_allows_everything() {
        Authentication.Granted granted = (Authentication.Granted) gate.admit("another");

        assertThat(granted.label()).isEqualTo("index");
        assertThat(Scope.values()).allMatch(granted::allows);
    }

    @Test
    void a_stored_token_allows_what_its_scopes_say() {
        Authentication.Granted granted = (Authentication.Granted) gate.admit("stored");

        assertThat(granted.label()).isEqualTo("console");
        assertThat(granted.allows(Scope.READ)).isTrue();
        assertThat(granted.allows(Scope.KEYS)).isFalse();
    }

    @Test
    void anything_else_is_wrong() {
        for (String secret : List.of("", "MyAccessToke", "MyAccessToken ", "myaccesstoken", "admin")) {
            assertThat(gate.admit(secret)).isEqualTo(new Authentication.Wrong());
        }
    }

    @Test
    void the_right_token_is_admitted_after_a_thousand_wrong_ones() {
        for (int i = 0; i < 1000; i++) {
            assertThat(gate.admit("guess " + i)).isEqualTo(new Authentication.Wrong());
        }
        assertThat(gate.admit("MyAccessToken")).isInstanceOf(Authentication.Granted.class);
        assertThat(gate.admit("stored")).isInstanceOf(Authentication.Granted.class);
    }

    @Test
    void a_bearer_token_is_read_from_its_header() {
        assertThat(BearerToken.of("Bearer abc")).hasValue("abc");
        assertThat(BearerToken.of("bearer  abc ")).hasValue("abc");
        assertThat(BearerToken.of("Bearer")).hasValue("");
        assertThat(BearerToken.of("Bearer ")).hasValue("");
        assertThat(BearerToken.of("Bearerabc")).isEmpty();
        assertThat(BearerToken.of("Basic abc")).isEmpty();
        assertThat(BearerToken.of("")).isEmpty();
    }
}
