package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which mapped paths are the operator's; what the container maps a request target to is seen in the deployed application. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class PortSeparationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/",
                "/health/live",
                "/health/ready",
                "/health/announce",
                "//health",
                "/metrics",
                "/metrics/base",
                "/openapi",
                "/api/v1/stats",
                "/api-browser/",
                "/manage",
                "/console",
                "/console/index.html",
                "/application.wadl"
            })
    void these_are_for_the_operator_only(String path) {
        assertThat(PortSeparation.isOperators(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/announce",
                "/announce.php",
                "/announce/health",
                "/scrape",
                "/health_check",
                "/healthy",
                "/apikeyapikeyapikey/announce",
                "/0123456789abcdef0123456789abcdef"
            })
    void these_are_for_everybody(String path) {
        assertThat(PortSeparation.isOperators(path)).isFalse();
    }
}
