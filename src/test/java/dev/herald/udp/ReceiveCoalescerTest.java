package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ReceiveCoalescerTest {

    private static final int FEW = ReceiveCoalescer.WORTHWHILE;

    private long now = 1;
    private int pauses;
    private final ReceiveCoalescer gathering = new ReceiveCoalescer(() -> now, nanos -> {
        now += nanos;
        pauses++;
    });

    @Test
    void requests_that_come_soon_after_others_are_let_gather() {
        served(2, 0);
        assertThat(pauses).as("after the first").isZero();
        served(2, ReceiveCoalescer.SOON_NANOS - 1);
        assertThat(pauses).isEqualTo(1);
        served(FEW, 10);
        assertThat(pauses).isEqualTo(2);
    }

    @Test
    void requests_that_come_now_and_then_are_not() {
        for (int i = 0; i < 100; i++) {
            served(1, ReceiveCoalescer.SOON_NANOS);
        }
        assertThat(pauses).isZero();
    }

    @Test
    void nor_are_those_that_come_in_crowds() {
        for (int i = 0; i < 100; i++) {
            served(ReceiveCoalescer.MANY, 10);
        }
        assertThat(pauses).isZero();
    }

    @Test
    void a_client_that_waits_for_each_answer_waits_for_few_pauses() {
        for (int i = 0; i < 2 * ReceiveCoalescer.RELUCTANCE; i++) {
            served(1, 20_000);
        }
        assertThat(pauses).isEqualTo(2);
    }

    @Test
    void a_look_at_an_empty_socket_changes_nothing() {
        served(2, 0);
        served(0, 10);
        served(-1, 10);
        assertThat(pauses).isZero();
        served(2, 10);
        served(0, 10);
        served(FEW, 10);
        assertThat(pauses).isEqualTo(2);
    }

    private void served(int requests, long nanosAfterTheLast) {
        now += nanosAfterTheLast;
        gathering.served(requests);
    }
}
