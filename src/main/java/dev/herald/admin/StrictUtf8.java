package dev.herald.admin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8 without the replacement characters that the JDK substitutes for invalid bytes. */
public final class StrictUtf8 {

    private StrictUtf8() {}

    /** The decoded text; empty if the bytes are not UTF-8. */
    public static Optional<String> decode(byte[] bytes, int offset, int length) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Whether the text has no unpaired surrogates, which JSON escapes can contain and PostgreSQL rejects. */
    public static boolean canEncode(CharSequence text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
