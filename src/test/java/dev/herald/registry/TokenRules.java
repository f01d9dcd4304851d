package dev.herald.registry;

import static dev.herald.registry.Fixture.ALICE;
import static dev.herald.registry.Fixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tokens of the API. */
interface TokenRules {

    Fixture fixture();

    @Test
    default void a_token_authenticates_by_its_secret_whose_hash_is_stored() {
        TokenRepository tokens = fixture().registry.tokens();
        IssuedToken issued = tokens.issue(ALICE, "index", Set.of(Scope.KEYS, Scope.READ), NOW + 60)
                .orElseThrow();

        assertThat(tokens.issue(ALICE, "index", Set.of(), Entry.FOREVER)).isEmpty();
        assertThat(tokens.authenticate(issued.secret()).orElseThrow().scopes())
                .containsExactlyInAnyOrder(Scope.KEYS, Scope.READ);
        assertThat(tokens.authenticate(issued.secret() + "x")).isEmpty();
        assertThat(tokens.authenticate("")).isEmpty();
        assertThat(Tables.dump(fixture().database, "api_tokens"))
                .doesNotContain(issued.secret())
                .contains("index");
        fixture().second.addAndGet(61);
        assertThat(tokens.authenticate(issued.secret())).isEmpty();
        fixture().second.set(NOW);
    }

    /** The expiry of a token is a time of the wall clock. */
    @Test
    default void a_token_expires_by_the_wall_clock() {
        TokenRepository tokens = fixture().registry.tokens();
        long hour = 3600;
        String secret = tokens.issue(ALICE, "hour", Set.of(Scope.READ), NOW + hour)
                .orElseThrow()
                .secret();
        for (long step : new long[] {-2 * hour, 0, -2 * hour}) {
            fixture().second.set(NOW + 2 * hour);
            assertThat(tokens.authenticate(secret)).isEmpty();
            fixture().second.set(NOW + step);
            assertThat(tokens.authenticate(secret)).isPresent();
            tokens.writeLastUses();
            assertThat(tokens.list().get(0).lastUsed()).hasValue(NOW + step);
        }
        fixture().second.set(NOW);
    }

    @Test
    default void tokens_survive_a_restart_with_their_last_use_and_can_be_revoked() {
        TokenRepository tokens = fixture().registry.tokens();
        IssuedToken issued =
                tokens.issue(ALICE, "index", Set.of(Scope.ADMIN), Entry.FOREVER).orElseThrow();
        tokens.authenticate(issued.secret());
        tokens.writeLastUses();

        try (Fixture restarted = Fixture.on(fixture().settings)) {
            restarted.registry.load();
            TokenRepository again = restarted.registry.tokens();
            assertThat(again.list())
                    .containsExactly(new Token(
                            issued.token().id(), "index", Set.of(Scope.ADMIN), NOW, Entry.FOREVER, Optional.of(NOW)));
            assertThat(again.authenticate(issued.secret())).isPresent();
            assertThat(again.revoke(ALICE, issued.token().id())).isTrue();
            assertThat(again.revoke(ALICE, issued.token().id())).isFalse();
            assertThat(again.authenticate(issued.secret())).isEmpty();
            assertThat(again.list()).isEmpty();
        }
    }
}
