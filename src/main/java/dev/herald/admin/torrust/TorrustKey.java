package dev.herald.admin.torrust;

import java.util.regex.Pattern;

/** Keys as Torrust has them: 32 letters and digits. Herald itself takes others too. */
final class TorrustKey {

    private static final int LENGTH = 32;

    private static final Pattern ALPHANUMERIC = Pattern.compile("[0-9A-Za-z]*");

    private TorrustKey() {}

    /** What is wrong with {@code key}; the empty string if it is one. */
    static String fault(String key) {
        if (key.codePointCount(0, key.length()) != LENGTH) {
            return "Invalid key length. Key must be have 32 chars";
        }
        return ALPHANUMERIC.matcher(key).matches()
                ? ""
                : "Invalid chars for key. Key can only alphanumeric chars (0-9, a-z, A-Z)";
    }
}
