package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets system properties")
@DisplayNameGeneration(ReplaceUnderscores.class)
final class DeploymentTest {

    @AfterEach
    void clear() {
        Deployment.release();
        System.clearProperty(StartSignals.STATE);
    }

    @Test
    void a_second_deployment_is_refused_and_does_not_release_the_first() {
        System.setProperty(StartSignals.STATE, "ready");
        assertThatThrownBy(Deployment::claim)
                .isInstanceOf(StartFailure.class)
                .hasMessage("another Herald is deployed in this server; undeploy that one first");
        assertThat(Deployment.isOurs()).isFalse();
        Deployment.release();
        assertThat(System.getProperty(StartSignals.STATE)).isEqualTo("ready");
    }

    @Test
    void the_place_is_free_again_after_a_release() {
        Deployment.claim();
        assertThat(Deployment.isOurs()).isTrue();
        Deployment.release();
        assertThat(Deployment.isOurs()).isFalse();
        Deployment.claim();
        assertThat(System.getProperty(StartSignals.STATE)).isEqualTo("starting");
    }
}
