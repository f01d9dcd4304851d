package dev.herald.http.netty;

import dev.herald.http.TrackerResponse;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes responses. Their heads, up to the digits of the length, are encoded once for each kind. Used by one thread. */
final class ResponseWriter {

    /** Whether the connection stays open, and the header that reports it. */
    enum Persistence {
        /** It stays open, the default of HTTP/1.1. */
        DEFAULT(""),
        /** It stays open, as an HTTP/1.0 client has requested. */
        KEEP_ALIVE("Connection: keep-alive\r\n"),
        /** It is closed. */
        CLOSE("Connection: close\r\n");

        private final String header;

        Persistence(String header) {
            this.header = header;
        }
    }

    /** More than there are combinations of the tracker's statuses and headers with a persistence. */
    private static final int MAX_HEADS = 64;

    private static final int MAX_DIGITS = 10;
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Head(int status, Map<String, String> headers, Persistence persistence, byte[] bytes) {}

    private final Head[] heads = new Head[MAX_HEADS];

    /** Appends a response to {@code out}, without the body if the request was HEAD. Returns its length in bytes. */
    int write(TrackerResponse response, Persistence persistence, boolean headOnly, ByteBuf out) {
        byte[] head = head(response, persistence);
        byte[] body = response.body();
        int start = out.writerIndex();
        out.ensureWritable(head.length + MAX_DIGITS + END.length + body.length);
        out.writeBytes(head);
        out.writeCharSequence(Integer.toString(body.length), StandardCharsets.US_ASCII);
        out.writeBytes(END);
        if (!headOnly) {
            out.writeBytes(body);
        }
        return out.writerIndex() - start;
    }

    /** Compares header maps by identity, because the tracker shares them among its responses. */
    @SuppressWarnings("ReferenceEquality")
    private byte[] head(TrackerResponse response, Persistence persistence) {
        for (int i = 0; i < MAX_HEADS; i++) {
            Head head = heads[i];
            if (head == null) {
                head = new Head(response.status(), response.headers(), persistence, encode(response, persistence));
                heads[i] = head;
            }
            if (head.status == response.status()
                    && head.persistence == persistence
                    && head.headers == response.headers()) {
                return head.bytes;
            }
        }
        return encode(response, persistence);
    }

    private static byte[] encode(TrackerResponse response, Persistence persistence) {
        StringBuilder text = new StringBuilder("HTTP/1.1 ").append(HttpResponseStatus.valueOf(response.status()));
        text.append("\r\n");
        new TreeMap<>(response.headers())
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        text.append(persistence.header).append("Content-Length: ");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
