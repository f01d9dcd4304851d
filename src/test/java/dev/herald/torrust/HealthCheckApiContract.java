package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.torrust.Torrust.Mode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code health_check_api/contract.rs}, of which Herald has another form: not a port of its own but {@code /health/ready} on
 * the operator's, which asks every frontend as a client would. A tracker without services does not exist here, and what
 * readiness says of a frontend that no longer answers is in {@code admin.FrontendWatchTest}, {@code app.HttpProbeTest} and
 * {@code udp.UdpProbeTest}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class HealthCheckApiContract {

    @RegisterExtension
    static final Torrust HERALD = Torrust.in(Mode.PUBLIC);

    @Test
    void api_it_should_return_good_health_for_api_service() {
        assertThat(HERALD.api().bare("GET", "/api/health_check").status()).isEqualTo(200);
    }

    @Test
    void http_it_should_return_good_health_for_http_service() {
        assertThat(HERALD.api().bare("GET", "/health/ready").body())
                .contains("\"http.jaxrs [::]:" + HERALD.http() + "\":\"answers\"");
    }

    @Test
    void udp_it_should_return_good_health_for_udp_service() {
        assertThat(HERALD.api().bare("GET", "/health/ready").body())
                .contains("\"udp 127.0.0.1:" + HERALD.udp() + "\":\"answers\"");
    }
}
