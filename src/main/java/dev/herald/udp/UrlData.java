package dev.herald.udp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The URL data option of BEP 41: path and query of the announce URL, still percent-encoded. It is a view of the bytes that were read
 * last, so that a URL without a key, which every libtorrent sends, is never copied.
 */
final class UrlData implements CharSequence {

    private static final int END_OF_OPTIONS = 0;
    private static final int NOP = 1;
    private static final int URL_DATA = 2;

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int start;
    private int length;

    /**
     * Reads the options that fill the rest of a datagram, and puts the pieces of URL data together; empty if there are none.
     * An option that runs over the end is discarded, and those before it are kept. Never throws, whatever the bytes.
     *
     * @return a text that is good as long as the bytes are, and until the next one is read
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

    /** One piece is the rule; more go through a builder, so that many small ones cost no more than their bytes. */
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
