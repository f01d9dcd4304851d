package dev.herald.http.netty;

import dev.herald.http.TrackerResponse;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes answers. What stands before the digits of the length is the same for all answers of a kind, and made once for each of
 * the few kinds that there are. It belongs to one thread.
 */
final class ResponseWriter {

    /** What becomes of the connection, as far as the client has to be told. */
    enum Ending {
        /** It stays open, which is what HTTP/1.1 expects. */
        OPEN(""),
        /** It stays open, which HTTP/1.0 has asked for. */
        KEPT("Connection: keep-alive\r\n"),
        /** It is closed. */
        CLOSED("Connection: close\r\n");

        private final String line;

        Ending(String line) {
            this.line = line;
        }
    }

    /** All that the codec has: a handful of statuses with one or two sets of headers, and three endings. */
    private static final int MOST_HEADS = 64;

    private static final int MOST_DIGITS = 10;
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Head(int status, Map<String, String> headers, Ending ending, byte[] bytes) {}

    private final Head[] heads = new Head[MOST_HEADS];
    private final byte[] digits = new byte[MOST_DIGITS];

    /** Appends {@code answer}, without the body if the request was HEAD. */
    void write(TrackerResponse answer, Ending ending, boolean bodiless, ByteBuf out) {
        byte[] head = head(answer, ending);
        byte[] body = answer.body();
        out.ensureWritable(head.length + MOST_DIGITS + END.length + body.length);
        out.writeBytes(head);
        int from = MOST_DIGITS;
        int rest = body.length;
        do {
            digits[--from] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        out.writeBytes(digits, from, MOST_DIGITS - from).writeBytes(END);
        if (!bodiless) {
            out.writeBytes(body);
        }
    }

    private byte[] head(TrackerResponse answer, Ending ending) {
        for (int i = 0; i < MOST_HEADS; i++) {
            Head head = heads[i];
            if (head == null) {
                head = new Head(answer.status(), answer.headers(), ending, bytes(answer, ending));
                heads[i] = head;
            }
            if (head.status == answer.status() && head.ending == ending && sameHeaders(head, answer)) {
                return head.bytes;
            }
        }
        return bytes(answer, ending);
    }

    /** The codec's answers share their maps, so that it is enough to look whether it is the same. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean sameHeaders(Head head, TrackerResponse answer) {
        return head.headers == answer.headers();
    }

    private static byte[] bytes(TrackerResponse answer, Ending ending) {
        StringBuilder text = new StringBuilder("HTTP/1.1 ").append(HttpResponseStatus.valueOf(answer.status()));
        text.append("\r\n");
        new TreeMap<>(answer.headers())
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        text.append(ending.line).append("Content-Length: ");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
