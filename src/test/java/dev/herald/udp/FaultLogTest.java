package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FaultLogTest {

    @Test
    void a_fault_is_logged_once_a_minute() {
        FaultLog faults = new FaultLog();
        IllegalStateException planted = new IllegalStateException("planted by a test");
        assertThat(faults.log(planted, 1000)).isTrue();
        assertThat(faults.log(planted, 1000)).isFalse();
        assertThat(faults.log(planted, 1059)).isFalse();
        assertThat(faults.log(planted, 1060)).isTrue();
    }
}
