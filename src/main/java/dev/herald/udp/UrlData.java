package dev.herald.udp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The URL data option of BEP 41: path and query of the announce URL, still percent-encoded. */
final class UrlData {

    private static final int END_OF_OPTIONS = 0;
    private static final int NOP = 1;
    private static final int URL_DATA = 2;

    private UrlData() {}

    /**
     * Reads the options that fill the rest of a datagram, and puts the pieces of URL data together; empty if there are none.
     * An option that runs over the end is discarded, and those before it are kept. Never throws, whatever the bytes.
     */
    static CharSequence read(ByteBuffer options) {
        CharSequence url = "";
        while (options.hasRemaining()) {
            int type = options.get() & 0xff;
            if (type == END_OF_OPTIONS) {
                return url;
            }
            if (type == NOP) {
                continue;
            }
            int length = options.hasRemaining() ? options.get() & 0xff : 0;
            if (length > options.remaining()) {
                return url;
            }
            if (type == URL_DATA) {
                url = joined(url, options, length);
            }
            options.position(options.position() + length);
        }
        return url;
    }

    /** One piece is the rule; more go through a builder, so that many small ones cost no more than their bytes. */
    private static CharSequence joined(CharSequence url, ByteBuffer options, int length) {
        byte[] bytes = new byte[length];
        options.get(options.position(), bytes);
        String piece = new String(bytes, StandardCharsets.ISO_8859_1);
        if (url.isEmpty()) {
            return piece;
        }
        StringBuilder pieces = url instanceof StringBuilder builder ? builder : new StringBuilder(url);
        return pieces.append(piece);
    }
}
