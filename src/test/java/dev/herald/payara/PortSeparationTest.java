package dev.herald.payara;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which mapped paths belong to the operator; the mapping by the container is tested with the deployed application. */
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
                "/api/v1/whitelist/\u2028",
                "/api-browser/",
                "/manage",
                "/manual/index.html",
                "/console",
                "/console/index.html"
            })
    void the_paths_of_the_operator_are_recognized(String path) {
        assertThat(PortSeparation.isOperators(path)).isTrue();
    }

    /** Among them are pages of other versions of the container, and an unknown one. */
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
                "/application.wadl",
                "/opentracing",
                "/rest",
                "/error",
                "/index.html",
                "/planted",
                "/planted/health",
                "/apikeyapikeyapikey/announce",
                "/0123456789abcdef0123456789abcdef"
            })
    void other_paths_are_rejected(String path) {
        assertThat(PortSeparation.isOperators(path)).isFalse();
    }

    @Test
    void only_the_servlet_of_the_tracker_is_recognized() {
        assertThat(PortSeparation.isForTracker("dev.herald.http.jaxrs.TrackerApplication"))
                .isTrue();
        assertThat(PortSeparation.isForTracker("default")).isFalse();
        assertThat(PortSeparation.isForTracker("")).isFalse();
    }
}
