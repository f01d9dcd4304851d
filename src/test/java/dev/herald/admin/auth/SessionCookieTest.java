package dev.herald.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class SessionCookieTest {

    @Test
    void the_cookie_is_found_among_those_of_other_programs() {
        assertThat(SessionCookie.secret(List.of("herald_session=abc"))).hasValue("abc");
        assertThat(SessionCookie.secret(List.of("a=b; herald_session=abc;c", "herald_session=other")))
                .hasValue("abc");
        assertThat(SessionCookie.secret(List.of("x={\"a\":1};;=; =;\"", " herald_session=abc ")))
                .hasValue("abc");
        assertThat(SessionCookie.secret(List.of("herald_session="))).hasValue("");
    }

    @Test
    void another_cookie_is_none() {
        assertThat(SessionCookie.secret(List.<String>of())).isEmpty();
        assertThat(SessionCookie.secret(List.of("", "herald_session", "xherald_session=a", "Herald_Session=a")))
                .isEmpty();
    }

    @Test
    void scripts_and_other_sites_cannot_use_it() {
        assertThat(SessionCookie.set("abc", false))
                .isEqualTo("herald_session=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200");
    }

    @Test
    void it_is_secure_under_TLS() {
        assertThat(SessionCookie.set("abc", true)).endsWith("; Max-Age=43200; Secure");
    }

    @Test
    void it_is_removed_by_an_age_of_zero() {
        assertThat(SessionCookie.remove(false))
                .isEqualTo("herald_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    }
}
