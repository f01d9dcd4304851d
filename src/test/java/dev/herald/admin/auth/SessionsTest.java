package dev.herald.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.ConfiguredToken;
import dev.herald.registry.Entry;
import dev.herald.registry.Scope;
import dev.herald.registry.Token;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class SessionsTest {

    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    private final Map<String, Token> stored = new HashMap<>(Map.of(Token.hash("reader"), reader(Entry.FOREVER)));

    /** Close to an overflow of the clock, which may happen at any time. */
    private long nanoTime = Long.MAX_VALUE - 7;

    private final Sessions sessions = new Sessions(
            new TokenAuthenticator(
                    List.of(new ConfiguredToken("admin", "secret")), hash -> Optional.ofNullable(stored.get(hash))),
            () -> nanoTime,
            InstantSource.fixed(NOW),
            new SplittableRandom(1));

    @Test
    void a_session_has_the_label_and_scopes_of_its_token() {
        Caller admin = caller(sessions.startByToken("secret").orElseThrow());
        Caller reader = caller(sessions.startByToken("reader").orElseThrow());

        assertThat(admin.label()).isEqualTo("admin");
        assertThat(admin.scopes()).containsExactly(Scope.ADMIN);
        assertThat(reader.label()).isEqualTo("site");
        assertThat(reader.scopes()).containsExactly(Scope.READ);
    }

    @Test
    void a_wrong_token_starts_no_session() {
        for (String token : List.of("", "Secret", "secret ", Token.hash("secret"))) {
            assertThat(sessions.startByToken(token)).isEmpty();
        }
        assertThat(sessions.size()).isZero();
    }

    @Test
    void only_the_secret_of_a_session_is_authenticated() {
        String session = sessions.startByToken("secret").orElseThrow();

        for (String other : List.of("", "secret", session + "A", Token.hash(session), session.substring(1))) {
            assertThat(sessions.authenticate(other, false)).as(other).isEmpty();
        }
        assertThat(sessions.authenticate(session, true).orElseThrow().isSecure())
                .isTrue();
    }

    @Test
    void secrets_have_256_random_bits() {
        assertThat(sessions.startByToken("secret").orElseThrow()).matches("[A-Za-z0-9_-]{43}");
        assertThat(sessions.issueCode()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(sessions.issueCode());
    }

    @Test
    void an_unused_session_ends_after_an_hour() {
        String session = sessions.startByToken("secret").orElseThrow();

        elapse(Sessions.IDLE.minusNanos(1));
        assertThat(sessions.authenticate(session, false)).isPresent();
        elapse(Sessions.IDLE.minusNanos(1));
        assertThat(sessions.authenticate(session, false)).isPresent();
        elapse(Sessions.IDLE);
        assertThat(sessions.authenticate(session, false)).isEmpty();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void a_used_session_ends_after_twelve_hours() {
        String session = sessions.startByToken("secret").orElseThrow();

        for (int i = 0; i < 23; i++) {
            elapse(Duration.ofMinutes(30));
            assertThat(sessions.authenticate(session, false)).isPresent();
        }
        elapse(Duration.ofMinutes(30));
        assertThat(sessions.authenticate(session, false)).isEmpty();
    }

    @Test
    void a_session_ends_with_its_token() {
        String session = sessions.startByToken("reader").orElseThrow();
        String other = sessions.startByToken("secret").orElseThrow();

        stored.clear();

        assertThat(sessions.authenticate(session, false)).isEmpty();
        assertThat(sessions.authenticate(other, false)).isPresent();
        stored.put(Token.hash("reader"), reader(Entry.FOREVER));
        assertThat(sessions.authenticate(session, false)).isEmpty();
    }

    @Test
    void the_end_that_is_shown_is_that_of_session_or_token() {
        long session = NOW.plus(Sessions.LIFETIME).getEpochSecond();
        assertThat(caller(sessions.startByToken("secret").orElseThrow()).validUntil())
                .isEqualTo(session);

        stored.put(Token.hash("reader"), reader(session - 1));
        assertThat(caller(sessions.startByToken("reader").orElseThrow()).validUntil())
                .isEqualTo(session - 1);
    }

    @Test
    void a_session_can_be_ended() {
        String session = sessions.startByToken("secret").orElseThrow();
        String other = sessions.startByToken("secret").orElseThrow();

        sessions.end(session);
        sessions.end("unknown");

        assertThat(sessions.authenticate(session, false)).isEmpty();
        assertThat(sessions.authenticate(other, false)).isPresent();
    }

    @Test
    void the_code_starts_one_session_with_every_scope() {
        String code = sessions.issueCode();

        Caller caller = caller(sessions.startByCode(code).orElseThrow());

        assertThat(caller.label()).isEqualTo(Sessions.CODE_LABEL);
        assertThat(Scope.values()).allMatch(scope -> caller.isUserInRole(scope.name()));
        assertThat(sessions.startByCode(code)).isEmpty();
    }

    @Test
    void the_code_is_valid_for_five_minutes() {
        String late = sessions.issueCode();
        elapse(Sessions.CODE_LIFETIME);
        assertThat(sessions.startByCode(late)).isEmpty();

        String early = sessions.issueCode();
        elapse(Sessions.CODE_LIFETIME.minusNanos(1));
        assertThat(sessions.startByCode(early)).isPresent();
    }

    @Test
    void a_wrong_code_starts_no_session_and_leaves_the_right_one_valid() {
        assertThat(sessions.startByCode("")).isEmpty();
        String replaced = sessions.issueCode();
        String code = sessions.issueCode();

        for (String wrong : List.of("", replaced, code + "A", Token.hash(code), "secret")) {
            assertThat(sessions.startByCode(wrong)).as(wrong).isEmpty();
        }
        assertThat(sessions.startByCode(code)).isPresent();
    }

    @Test
    void a_session_beyond_the_bound_ends_the_one_that_was_not_used_for_the_longest_time() {
        List<String> started = new ArrayList<>();
        for (int i = 0; i < Sessions.MAX_SESSIONS; i++) {
            started.add(sessions.startByToken("secret").orElseThrow());
            elapse(Duration.ofMillis(1));
        }
        assertThat(sessions.authenticate(started.get(0), false)).isPresent();

        sessions.startByToken("secret");

        assertThat(sessions.size()).isEqualTo(Sessions.MAX_SESSIONS);
        assertThat(sessions.authenticate(started.get(0), false)).isPresent();
        assertThat(sessions.authenticate(started.get(1), false)).isEmpty();
    }

    @Test
    void ended_sessions_are_removed_when_another_one_starts() {
        for (int i = 0; i < 10; i++) {
            sessions.startByToken("secret");
        }
        elapse(Sessions.IDLE);
        sessions.startByToken("secret");

        assertThat(sessions.size()).isEqualTo(1);
    }

    private Caller caller(String session) {
        return sessions.authenticate(session, false).orElseThrow();
    }

    private void elapse(Duration time) {
        nanoTime += time.toNanos();
    }

    private static Token reader(long validUntil) {
        return new Token("1", "site", Set.of(Scope.READ), 0, validUntil, Optional.empty());
    }
}
