package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.torrust.HeraldExtension.Mode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code api/v1/contract/context/health_check.rs} */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class HealthCheckContract {

    @RegisterExtension
    static final HeraldExtension HERALD = HeraldExtension.in(Mode.PUBLIC);

    @Test
    void health_check_endpoint_should_return_status_ok_if_api_is_running() {
        assertThat(HERALD.api().bare("GET", "/api/health_check"))
                .isEqualTo(new Api.Answer(200, Expected.JSON, "{\"status\":\"Ok\"}"));
    }
}
