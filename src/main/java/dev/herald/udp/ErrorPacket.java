package dev.herald.udp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The error answer of BEP 15: eight bytes of header and the text, without length or terminating NUL. */
final class ErrorPacket {

    static final int HEADER_BYTES = 8;

    private ErrorPacket() {}

    /** Makes {@code out} this error, whatever it held before. */
    static void write(ByteBuf out, int transactionId, String text) {
        out.clear().writeInt(Action.ERROR).writeInt(transactionId);
        out.writeCharSequence(text, StandardCharsets.UTF_8);
    }
}
