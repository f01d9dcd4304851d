package dev.herald.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A strict bencoding parser: ascending keys, no leading zeros, no trailing data. Strings have one character for each byte. */
public final class Bencoded {

    private final String text;
    private int at;

    private Bencoded(String text) {
        this.text = text;
    }

    /** Parses {@code body}, which must be exactly one dictionary. */
    public static Map<String, Object> dictionary(String body) {
        Bencoded reader = new Bencoded(body);
        Map<String, Object> dictionary = reader.dictionary();
        if (reader.at != reader.text.length()) {
            throw reader.error("trailing data");
        }
        return dictionary;
    }

    private Object value() {
        return switch (text.charAt(at)) {
            case 'd' -> dictionary();
            case 'l' -> list();
            case 'i' -> {
                at++;
                yield number('e');
            }
            default -> string();
        };
    }

    private Map<String, Object> dictionary() {
        expect('d');
        Map<String, Object> entries = new LinkedHashMap<>();
        String previous = "";
        while (text.charAt(at) != 'e') {
            String key = string();
            if (!entries.isEmpty() && key.compareTo(previous) <= 0) {
                throw error("keys do not ascend");
            }
            entries.put(key, value());
            previous = key;
        }
        at++;
        return entries;
    }

    private List<Object> list() {
        expect('l');
        List<Object> items = new ArrayList<>();
        while (text.charAt(at) != 'e') {
            items.add(value());
        }
        at++;
        return items;
    }

    private String string() {
        int length = Math.toIntExact(number(':'));
        at += length;
        return text.substring(at - length, at);
    }

    private long number(char end) {
        int stop = text.indexOf(end, at);
        String digits = text.substring(at, stop);
        if (!digits.matches("0|-?[1-9][0-9]*")) {
            throw error("not a number: " + digits);
        }
        at = stop + 1;
        return Long.parseLong(digits);
    }

    private void expect(char expected) {
        if (text.charAt(at++) != expected) {
            throw error("expected " + expected);
        }
    }

    private AssertionError error(String what) {
        return new AssertionError(what + " at " + at + " of " + text);
    }
}
