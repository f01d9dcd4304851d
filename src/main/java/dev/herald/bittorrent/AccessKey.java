package dev.herald.bittorrent;

/**
 * The key a client announces with on a private tracker: 16 to 64 letters, digits, {@code -} or {@code _}.
 *
 * @param text the key; empty for {@link #NONE}
 */
public record AccessKey(String text) {

    /** The client sent no key. */
    public static final AccessKey NONE = new AccessKey("");

    /** The client sent a key of an invalid format. */
    public static final AccessKey MALFORMED = new AccessKey("?");

    private static final int MIN_LENGTH = 16;
    private static final int MAX_LENGTH = 64;

    /** The key with this text, {@link #NONE} if it is empty, or {@link #MALFORMED}. */
    public static AccessKey of(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        return wellFormed(text) ? new AccessKey(text) : MALFORMED;
    }

    /** Whether {@code text} has the length and the characters of a key. */
    public static boolean wellFormed(CharSequence text) {
        int length = text.length();
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isKeyCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKeyCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** Never the key itself: it is a secret that must not reach a log. */
    @Override
    public String toString() {
        return equals(NONE) ? "AccessKey[none]" : "AccessKey[…]";
    }
}
