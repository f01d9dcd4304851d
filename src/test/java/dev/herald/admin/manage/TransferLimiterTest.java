package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.admin.ApiException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class TransferLimiterTest {

    private final TransferLimiter transfers = new TransferLimiter();

    @Test
    void one_too_many_at_a_time_is_refused_and_told_when_to_come_again() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> nested(TransferLimiter.MAX + 1))
                    .isInstanceOfSatisfying(ApiException.class, refusal -> {
                        assertThat(refusal.status()).isEqualTo(503);
                        assertThat(refusal.headers()).containsKey("Retry-After");
                    });
            assertThat(nested(TransferLimiter.MAX)).isEqualTo("done");
        }
    }

    private String nested(int depth) {
        return transfers.run(() -> depth == 1 ? "done" : nested(depth - 1));
    }
}
