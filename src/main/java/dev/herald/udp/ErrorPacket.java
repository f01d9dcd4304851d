package dev.herald.udp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The error answer of BEP 15: eight bytes of header and the text, without length or terminating NUL. */
final class ErrorPacket {

    private ErrorPacket() {}

    /** Makes {@code out} this error, whatever it held before. */
    static void write(ByteBuffer out, int transactionId, String text) {
        out.clear().putInt(Action.ERROR).putInt(transactionId);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.put(bytes, 0, Math.min(bytes.length, out.remaining()));
    }
}
