package dev.herald.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict bencoding parser for assertions: keys in ascending order of their unsigned bytes without duplicates, no leading zeros, no
 * {@code -0}, no bytes after the end. Strings have one character for each byte.
 */
final class Bdecode {

    private final byte[] bytes;
    private int at;

    private Bdecode(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Parses a map, list, string or long.
     *
     * @throws IllegalArgumentException if {@code bytes} are not exactly one value
     */
    static Object value(byte[] bytes) {
        Bdecode decoder = new Bdecode(bytes);
        Object value = decoder.value();
        decoder.require(decoder.at == bytes.length, "bytes after the end");
        return value;
    }

    @SuppressWarnings("unchecked") // a dictionary has text keys by construction
    static Map<String, Object> dictionary(byte[] bytes) {
        return (Map<String, Object>) value(bytes);
    }

    private Object value() {
        char first = peek();
        if (first == 'i') {
            at++;
            return number('e');
        }
        if (first == 'l') {
            at++;
            List<Object> list = new ArrayList<>();
            while (peek() != 'e') {
                list.add(value());
            }
            at++;
            return list;
        }
        return first == 'd' ? dictionary() : string();
    }

    private Map<String, Object> dictionary() {
        at++;
        Map<String, Object> dictionary = new LinkedHashMap<>();
        String last = "";
        while (peek() != 'e') {
            String key = string();
            require(dictionary.isEmpty() || key.compareTo(last) > 0, "keys out of order");
            dictionary.put(key, value());
            last = key;
        }
        at++;
        return dictionary;
    }

    private String string() {
        long length = number(':');
        require(length >= 0 && length <= bytes.length - at, "invalid string length");
        String text = new String(bytes, at, (int) length, StandardCharsets.ISO_8859_1);
        at += (int) length;
        return text;
    }

    private long number(char end) {
        int from = at;
        while (peek() != end) {
            at++;
        }
        String text = new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
        require(text.matches("0|-?[1-9][0-9]{0,18}"), "invalid number");
        at++;
        return Long.parseLong(text);
    }

    private char peek() {
        require(at < bytes.length, "unexpected end");
        return (char) (bytes[at] & 0xff);
    }

    private void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what + " at " + at);
        }
    }
}
