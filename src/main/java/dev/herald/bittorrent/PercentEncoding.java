package dev.herald.bittorrent;

import java.util.HexFormat;

/** Percent-encoding in URLs (RFC 3986 section 2.1). */
public final class PercentEncoding {

    private PercentEncoding() {}

    /** The octet whose two hexadecimal digits are at {@code index}, behind the percent sign, or -1 if they are not before {@code end}. */
    public static int octet(CharSequence text, int index, int end) {
        return end - index < 2 ? -1 : Math.max(-1, digit(text.charAt(index)) << 4 | digit(text.charAt(index + 1)));
    }

    /**
     * Decodes each valid escape to one character of ISO-8859-1. Invalid escapes and all other characters stay as they are. Never throws.
     *
     * @param plusIsSpace whether {@code +} is decoded to a space, as in HTML forms
     */
    public static String decode(CharSequence text, boolean plusIsSpace) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int octet = c == '%' ? octet(text, i + 1, text.length()) : -1;
            if (octet >= 0) {
                decoded.append((char) octet);
                i += 2;
            } else {
                decoded.append(c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        return decoded.toString();
    }

    private static int digit(char c) {
        return HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
    }
}
