package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.torrust.HeraldExtension.Mode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code api/v1/contract/authentication.rs} */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class AuthenticationContract {

    @RegisterExtension
    static final HeraldExtension HERALD = HeraldExtension.in(Mode.PUBLIC);

    @Test
    void should_authenticate_requests_by_using_a_token_query_param() {
        assertThat(HERALD.api().get("/api/v1/stats").status()).isEqualTo(200);
    }

    @Test
    void should_authenticate_requests_by_using_a_token_in_the_authentication_header() {
        assertThat(HERALD.api()
                        .bare("GET", "/api/v1/stats", "Authorization", "Bearer " + HeraldExtension.TOKEN)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void should_use_the_token_of_the_header_if_there_is_one_in_the_query_too() {
        assertThat(HERALD.api()
                        .bare("GET", "/api/v1/stats?token=INVALID", "Authorization", "Bearer " + HeraldExtension.TOKEN)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void should_not_authenticate_requests_with_another_scheme() {
        assertThat(HERALD.api().get("/api/v1/stats", "Authorization", "Basic " + HeraldExtension.TOKEN))
                .isEqualTo(new Api.Answer(
                        500, Expected.TEXT, "Unhandled rejection: Err { reason: \"unknown token provided\" }"));
    }

    @Test
    void should_not_authenticate_requests_when_the_token_is_missing() {
        Expected.unauthorized(HERALD.api().bare("GET", "/api/v1/stats"));
    }

    @Test
    void should_not_authenticate_requests_when_the_token_is_empty() {
        Expected.tokenNotValid(HERALD.api().bare("GET", "/api/v1/stats?token="));
    }

    @Test
    void should_not_authenticate_requests_when_the_token_is_invalid() {
        Expected.tokenNotValid(HERALD.api().withInvalidToken("GET", "/api/v1/stats"));
    }

    @Test
    void should_allow_the_token_query_param_to_be_at_any_position_in_the_url_query() {
        for (String query : new String[] {
            "?token=MyAccessToken&offset=0&limit=10",
            "?offset=0&token=MyAccessToken&limit=10",
            "?offset=0&limit=10&token=MyAccessToken",
            "?offset=0&%74oken=My%41ccessToken"
        }) {
            assertThat(HERALD.api().bare("GET", "/api/v1/torrents" + query).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void should_check_the_token_before_the_path() {
        Expected.onlyWithToken(HERALD.api(), "GET", "/api/v1/nothing");
        Expected.notFound(HERALD.api().get("/api/v1/nothing"));
        Expected.notFound(HERALD.api().get("/api/announce"));
    }
}
