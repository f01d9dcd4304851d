package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SipHashTest {

    private static final byte[] KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    /** The test vector of the paper, appendix A. */
    @Test
    void the_naive_version_computes_the_test_vector_of_the_paper() {
        byte[] message = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e");
        assertThat(Long.toHexString(naive(KEY, message))).isEqualTo("a129ca6149be45e5");
    }

    @Test
    void the_hash_equals_that_of_the_naive_version() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] key = new byte[16];
            byte[] message = new byte[24];
            random.nextBytes(key);
            random.nextBytes(message);
            ByteBuffer words = ByteBuffer.wrap(message);
            long hash = SipHash.keyed(key).hash(words.getLong(), words.getLong(), words.getLong());
            assertThat(hash).isEqualTo(naive(key, message));
        }
    }

    @Test
    void a_key_of_another_length_is_rejected() {
        assertThatThrownBy(() -> SipHash.keyed(new byte[15])).hasMessageContaining("16 bytes, not 15");
        assertThatThrownBy(() -> SipHash.keyed(new byte[17])).hasMessageContaining("16 bytes, not 17");
    }

    @Test
    void to_string_does_not_contain_the_key() {
        assertThat(SipHash.keyed(KEY).toString()).doesNotContainPattern("[0-9]");
    }

    /** SipHash-2-4 of any message, as in the paper. */
    private static long naive(byte[] key, byte[] message) {
        ByteBuffer k = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        long k0 = k.getLong();
        long k1 = k.getLong();
        long[] v = {
            k0 ^ 0x736f6d6570736575L, k1 ^ 0x646f72616e646f6dL, k0 ^ 0x6c7967656e657261L, k1 ^ 0x7465646279746573L
        };
        byte[] padded = Arrays.copyOf(message, message.length / 8 * 8 + 8);
        padded[padded.length - 1] = (byte) message.length;
        ByteBuffer words = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
        while (words.hasRemaining()) {
            long word = words.getLong();
            v[3] ^= word;
            round(v);
            round(v);
            v[0] ^= word;
        }
        v[2] ^= 0xff;
        round(v);
        round(v);
        round(v);
        round(v);
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

    private static void round(long[] v) {
        v[0] += v[1];
        v[2] += v[3];
        v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
        v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
        v[0] = Long.rotateLeft(v[0], 32);
        v[2] += v[1];
        v[0] += v[3];
        v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
        v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
        v[2] = Long.rotateLeft(v[2], 32);
    }
}
