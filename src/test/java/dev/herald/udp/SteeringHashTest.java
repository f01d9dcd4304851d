package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SteeringHashTest {

    private static final int HASHES = 256 * 1000;

    @Test
    void random_info_hashes_are_distributed_evenly() {
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            SteeringHash partition = new SteeringHash(random.nextInt(), random.nextInt() | 1);
            int[] hashes = new int[SteeringHash.PARTS];
            for (int j = 0; j < HASHES; j++) {
                hashes[partition.of(random.nextLong())]++;
            }
            assertThat(Arrays.stream(hashes).min().orElseThrow()).isGreaterThan(800);
            assertThat(Arrays.stream(hashes).max().orElseThrow()).isLessThan(1200);
        }
    }

    @Test
    void only_the_first_four_bytes_are_hashed() {
        SteeringHash partition = new SteeringHash(0x1234_5678, 0x9abc_def1);
        assertThat(partition.of(0x0102_0304_ffff_ffffL)).isEqualTo(partition.of(0x0102_0304_0000_0000L));
    }

    @Test
    void an_even_factor_is_rejected() {
        assertThatThrownBy(() -> new SteeringHash(1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("odd");
    }
}
