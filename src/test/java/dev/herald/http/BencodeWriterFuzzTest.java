package dev.herald.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoding and decoding are inverse to each other. */
final class BencodeWriterFuzzTest {

    @MethodSource("values")
    @FuzzTest
    void encoded_value_decodes_to_itself(byte[] bytes) {
        ByteBuffer choices = ByteBuffer.wrap(bytes);
        Object value = value(choices, 0);
        BencodeWriter encoded = new BencodeWriter(choices.hasRemaining() ? choices.get() & 0x7f : 0);
        write(encoded, value);
        assertThat(Bdecode.value(encoded.toBytes())).isEqualTo(value);
        decoded(bytes);
    }

    static Stream<byte[]> values() {
        return Stream.of(
                        "d8:completei1e10:downloadedi0e11:external ip4:\u00c63d\n10:incompletei1e8:intervali1800e"
                                + "12:min intervali900e5:peers6:\u00cb\0q\7\u001a\u00e1e",
                        "d5:filesd20:V*\u0081=BU\u00d6 \u00ab\u0080+\u00c9&\rp\u00ea\u0099\u00f8!\u00b0"
                                + "d8:completei2e10:downloadedi7e10:incompletei1eeee",
                        "d14:failure reason17:missing info_hashe",
                        "lli9223372036854775807eei0el0:ee")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    /** The parser accepts exactly what an encoder writes. */
    private static void decoded(byte[] bytes) {
        Object value;
        try {
            value = Bdecode.value(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!new String(bytes, ISO_8859_1).contains("i-")) {
            BencodeWriter again = new BencodeWriter(0);
            write(again, value);
            assertThat(again.toBytes()).isEqualTo(bytes);
        }
    }

    /** A value chosen by the bytes, of limited depth. */
    private static Object value(ByteBuffer choices, int depth) {
        int kind = choices.hasRemaining() ? choices.get() & 0xff : 0;
        if (kind < 64) {
            return choices.remaining() < 8 ? (long) kind : choices.getLong() & Long.MAX_VALUE;
        }
        if (kind < 192 || depth > 5) {
            byte[] text = new byte[Math.min(kind - 64, choices.remaining())];
            choices.get(text);
            return new String(text, ISO_8859_1);
        }
        Map<String, Object> dictionary = new TreeMap<>();
        List<Object> list = new ArrayList<>();
        for (int i = kind & 7; i > 0; i--) {
            list.add(value(choices, depth + 1));
            dictionary.put(String.valueOf(value(choices, 6)), list.get(list.size() - 1));
        }
        return kind < 224 ? list : dictionary;
    }

    private static void write(BencodeWriter out, Object value) {
        if (value instanceof Long number) {
            out.integer(number);
        } else if (value instanceof String text) {
            byte[] bytes = text.getBytes(ISO_8859_1);
            out.string(Arrays.copyOf(bytes, bytes.length + 1), 0, bytes.length);
        } else if (value instanceof List<?> list) {
            out.list();
            list.forEach(item -> write(out, item));
            out.end();
        } else if (value instanceof Map<?, ?> dictionary) {
            out.dictionary();
            dictionary.forEach((key, item) -> {
                write(out, key);
                write(out, item);
            });
            out.end();
        }
    }
}
