package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.torrust.HeraldExtension.Mode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code health_check_api/contract.rs}, adapted to Herald: the endpoint is {@code /health/ready} on the admin port, without a port
 * of its own, and it sends a request to every frontend. Herald cannot run without frontends. The readiness of a frontend that
 * no longer answers is tested in {@code admin.FrontendWatchTest}, {@code app.HttpProbeTest} and
 * {@code udp.UdpProbeTest}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class HealthCheckApiContract {

    @RegisterExtension
    static final HeraldExtension HERALD = HeraldExtension.in(Mode.PUBLIC);

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
