package dev.herald.payara;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Every path becomes one that the container can decode; a decodable path is unchanged. */
final class PathEscapesFuzzTest {

    @MethodSource("paths")
    @FuzzTest
    void a_normalized_path_decodes_to_text_without_control_characters(byte[] bytes) throws CharacterCodingException {
        String path = new String(bytes, ISO_8859_1);
        String mended = PathEscapes.normalize(path);
        assertThat(mended).matches("(?:[!-$&-~]|%[0-9a-fA-F]{2})*+");
        assertThat(mended.length()).isLessThanOrEqualTo(5 * path.length());
        assertThat(PathEscapes.normalize(mended)).isEqualTo(mended);
        byte[] decoded =
                URLDecoder.decode(mended.replace("+", "%2B"), ISO_8859_1).getBytes(ISO_8859_1);
        assertThat(UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).chars()).noneMatch(Character::isISOControl);
    }

    static Stream<byte[]> paths() {
        return Stream.of(
                        "/manage/v1/keys/KEYKEYKEYKEYKEYKEY",
                        "/api/v1/key/%zz",
                        "/%e4%c3%a4%00%",
                        "/\u00e4 \u007f%4",
                        "/" + "%c3%a4".repeat(50) + "%c3")
                .map(text -> text.getBytes(ISO_8859_1));
    }
}
