package dev.herald.udp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The URL data option of BEP 41: path and query of the announce URL, percent-encoded. A view of the bytes parsed last, so that a URL
 * without key, which every libtorrent sends, is not copied.
 */
final class UrlData implements CharSequence {

    private static final int END_OF_OPTIONS = 0;
    private static final int NOP = 1;
    private static final int URL_DATA = 2;

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int start;
    private int length;

    /**
     * Parses the options at the end of a datagram and joins the pieces of URL data. Ignores a truncated option and keeps those before it.
     * Never throws.
     *
     * @return the URL, empty if there is none; valid until the next call
     */
    CharSequence read(ByteBuffer options) {
        bytes = options;
        length = 0;
        CharSequence url = this;
        while (options.hasRemaining()) {
            int type = options.get() & 0xff;
            if (type == END_OF_OPTIONS) {
                return url;
            }
            if (type == NOP) {
                continue;
            }
            int size = options.hasRemaining() ? options.get() & 0xff : 0;
            if (size > options.remaining()) {
                return url;
            }
            if (type == URL_DATA) {
                url = joined(url, options.position(), size);
            }
            options.position(options.position() + size);
        }
        return url;
    }

    /** Copies only if there is more than one piece. */
    private CharSequence joined(CharSequence url, int from, int size) {
        if (url.isEmpty()) {
            start = from;
            length = size;
            return this;
        }
        StringBuilder pieces = url instanceof StringBuilder builder ? builder : new StringBuilder(url);
        return pieces.append(text(from, size));
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return (char) (bytes.get(start + Objects.checkIndex(index, length)) & 0xff);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return text(start + from, to - from);
    }

    @Override
    public String toString() {
        return text(start, length);
    }

    private String text(int from, int size) {
        byte[] copy = new byte[size];
        bytes.get(from, copy);
        return new String(copy, StandardCharsets.ISO_8859_1);
    }
}
