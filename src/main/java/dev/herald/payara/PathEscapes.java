package dev.herald.payara;

import dev.herald.admin.StrictUtf8;
import dev.herald.bittorrent.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Normalizes percent-encoded paths so that every container can decode them. The percent sign is escaped where it begins no escape, and
 * where escapes decode to invalid UTF-8, a control character or a backslash: {@code /key/%zz} becomes {@code /key/%25zz}, and the API
 * answers that {@code %zz} is not a key. Braces, which Jersey takes for a template, are escaped. Payara answers a path that it cannot
 * decode with an empty 200 ({@code LimitsContract}).
 */
final class PathEscapes {

    /** A run of escapes, a percent sign that begins no escape, or a character that must be escaped. */
    private static final Pattern SUSPECT = Pattern.compile("(%[0-9a-fA-F]{2})+|[%{}\\\\]|[^!-~]");

    private static final int ESCAPE = 3;

    private PathEscapes() {}

    /** Returns {@code path} itself if it can be decoded, otherwise its normalized form. */
    static String normalize(String path) {
        if (path.chars().allMatch(c -> c > ' ' && c < 0x7f && "%{}\\".indexOf(c) < 0)) {
            return path;
        }
        return SUSPECT.matcher(path).replaceAll(found -> Matcher.quoteReplacement(normalizePart(found.group())));
    }

    private static String normalizePart(String part) {
        if (part.startsWith("%")) {
            return part.length() >= ESCAPE && isDecodable(part) ? part : part.replace("%", "%25");
        }
        String digits = HexFormat.of().toHexDigits((byte) part.charAt(0));
        return part.equals("{") || part.equals("}") ? "%" + digits : "%25" + digits;
    }

    private static boolean isDecodable(String escapes) {
        byte[] bytes = PercentEncoding.decode(escapes, false).getBytes(StandardCharsets.ISO_8859_1);
        return StrictUtf8.decode(bytes, 0, bytes.length)
                .filter(text -> text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\'))
                .isPresent();
    }
}
