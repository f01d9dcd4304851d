package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets system properties")
@DisplayNameGeneration(ReplaceUnderscores.class)
final class SingleDeploymentTest {

    @AfterEach
    void clear() {
        SingleDeployment.release();
        System.clearProperty(StartupSignals.STATE);
    }

    @Test
    void a_second_deployment_is_rejected_and_does_not_release_the_first() {
        System.setProperty(StartupSignals.STATE, "ready");
        assertThatThrownBy(SingleDeployment::claim)
                .isInstanceOf(StartupException.class)
                .hasMessage("another Herald is deployed in this server; undeploy that one first");
        assertThat(SingleDeployment.isOurs()).isFalse();
        SingleDeployment.release();
        assertThat(System.getProperty(StartupSignals.STATE)).isEqualTo("ready");
    }

    @Test
    void after_a_release_another_deployment_is_accepted() {
        SingleDeployment.claim();
        assertThat(SingleDeployment.isOurs()).isTrue();
        SingleDeployment.release();
        assertThat(SingleDeployment.isOurs()).isFalse();
        SingleDeployment.claim();
        assertThat(System.getProperty(StartupSignals.STATE)).isEqualTo("starting");
    }
}
