package dev.herald.admin.manage;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text as it must be before it comes near a database: the decoders of the JDK replace what they cannot read. */
final class StrictUtf8 {

    private StrictUtf8() {}

    /** The text that these bytes are; empty if they are not UTF-8. */
    static Optional<String> decode(byte[] bytes, int offset, int length) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether every surrogate has its other half, which JSON escapes do not ensure and PostgreSQL insists on. */
    static boolean encodable(CharSequence text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
