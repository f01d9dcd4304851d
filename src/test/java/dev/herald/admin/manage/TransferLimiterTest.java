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
    void a_transfer_above_the_limit_is_rejected_with_Retry_After() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> nested(TransferLimiter.MAX + 1))
                    .isInstanceOfSatisfying(ApiException.class, rejection -> {
                        assertThat(rejection.status()).isEqualTo(503);
                        assertThat(rejection.headers()).containsKey("Retry-After");
                    });
            assertThat(nested(TransferLimiter.MAX)).isEqualTo("done");
        }
    }

    private String nested(int depth) {
        return transfers.run(() -> depth == 1 ? "done" : nested(depth - 1));
    }
}
