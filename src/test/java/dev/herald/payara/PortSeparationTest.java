package dev.herald.payara;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
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
                "/manual/index.html",
                "/console",
                "/console/index.html"
            })
    void these_are_the_operators(String path) {
        assertThat(PortSeparation.isOperators(path)).isTrue();
    }

    /** Among them are pages that the container has or had in other versions, and one that nobody has thought of yet. */
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
    void nothing_else_is(String path) {
        assertThat(PortSeparation.isOperators(path)).isFalse();
    }

    @Test
    void only_one_servlet_is_the_trackers() {
        assertThat(PortSeparation.isForTracker("dev.herald.http.jaxrs.TrackerApplication"))
                .isTrue();
        assertThat(PortSeparation.isForTracker("default")).isFalse();
        assertThat(PortSeparation.isForTracker("")).isFalse();
    }
}
