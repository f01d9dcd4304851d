package dev.herald.payara;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths that every container can decode, made of any: a percent sign that begins no escape, and escapes that are no UTF-8, a
 * control character or a backslash, stand for the characters that they are written with. {@code /key/%zz} is read as
 * {@code /key/%25zz}, and the API can say in its own words that {@code %zz} is no key. Braces, which Jersey would take for a
 * template, are escaped.
 */
final class PathEscapes {

    /** Escapes that belong together, a percent sign that begins none, or bytes that should have been escaped. */
    private static final Pattern DOUBTFUL = Pattern.compile("(%[0-9a-fA-F]{2})+|[%{}\\\\]|[^!-~]");

    private static final int ESCAPE = 3;

    private PathEscapes() {}

    /** The path, or a decodable one in its place. */
    static String mended(String path) {
        if (path.chars().allMatch(c -> c > ' ' && c < 0x7f && "%{}\\".indexOf(c) < 0)) {
            return path;
        }
        return DOUBTFUL.matcher(path).replaceAll(found -> Matcher.quoteReplacement(mendedPart(found.group())));
    }

    private static String mendedPart(String part) {
        if (part.startsWith("%")) {
            return part.length() >= ESCAPE && decodes(part) ? part : part.replace("%", "%25");
        }
        String digits = HexFormat.of().toHexDigits((byte) part.charAt(0));
        return part.equals("{") || part.equals("}") ? "%" + digits : "%25" + digits;
    }

    private static boolean decodes(String escapes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escapes.length(); i += ESCAPE) {
            bytes.write(HexFormat.fromHexDigits(escapes, i + 1, i + ESCAPE));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .chars()
                    .noneMatch(c -> Character.isISOControl(c) || c == '\\');
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
