package dev.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.registry.Entry;
import dev.herald.registry.Scope;
import dev.herald.registry.Token;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GateTest {

    private static final Address HERE = Address.ofIpv4(0x7f000001);
    private static final Address THERE = Address.ofIpv4(0x7f000002);
    private static final Token STORED =
            new Token("1", "console", Set.of(Scope.READ), 0, Entry.FOREVER, Optional.empty());

    private final Gate gate = new Gate(
            List.of(new NamedSecret("admin", "MyAccessToken"), new NamedSecret("index", "another")),
            secret -> secret.equals("stored") ? Optional.of(STORED) : Optional.empty(),
            InstantSource.fixed(Instant.EPOCH));

    @Test
    void a_token_of_the_settings_allows_everything() {
        Admission.Granted granted = (Admission.Granted) gate.admit("another", HERE);

        assertThat(granted.label()).isEqualTo("index");
        assertThat(Scope.values()).allMatch(granted::allows);
    }

    @Test
    void a_stored_token_allows_what_its_scopes_say() {
        Admission.Granted granted = (Admission.Granted) gate.admit("stored", HERE);

        assertThat(granted.label()).isEqualTo("console");
        assertThat(granted.allows(Scope.READ)).isTrue();
        assertThat(granted.allows(Scope.KEYS)).isFalse();
    }

    @Test
    void anything_else_is_wrong() {
        for (String secret : List.of("", "MyAccessToke", "MyAccessToken ", "myaccesstoken", "admin")) {
            assertThat(gate.admit(secret, HERE)).isEqualTo(new Admission.Wrong());
        }
    }

    @Test
    void a_program_with_an_old_token_has_to_wait_and_its_neighbours_do_not() {
        for (int i = 0; i < 10; i++) {
            assertThat(gate.admit("old", HERE)).isEqualTo(new Admission.Wrong());
        }
        assertThat(gate.admit("old", HERE)).isEqualTo(new Admission.Throttled(60));
        assertThat(gate.admit("MyAccessToken", HERE)).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void who_guesses_learns_nothing_any_more() {
        for (int i = 0; i < 10; i++) {
            assertThat(gate.admit("guess " + i, HERE)).isEqualTo(new Admission.Wrong());
        }
        assertThat(gate.admit("guess", HERE)).isEqualTo(new Admission.Throttled(60));
        assertThat(gate.admit("MyAccessToken", HERE)).isEqualTo(new Admission.Throttled(60));
        assertThat(gate.admit("MyAccessToken", THERE)).isInstanceOf(Admission.Granted.class);
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
