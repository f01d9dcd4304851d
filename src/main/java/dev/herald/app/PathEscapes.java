package dev.herald.app;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths that every container can decode, made of any: a percent sign that begins no escape, and escapes that are no UTF-8 or a
 * control character, stand for the characters that they are written with. {@code /key/%zz} is read as {@code /key/%25zz}, and
 * the API can say in its own words that {@code %zz} is no key.
 */
final class PathEscapes {

    /** Escapes that belong together, a percent sign that begins none, or bytes that should have been escaped. */
    private static final Pattern DOUBTFUL = Pattern.compile("(%[0-9a-fA-F]{2})+|%|[^!-~]");

    private static final int ESCAPE = 3;

    private PathEscapes() {}

    /** The path, or a decodable one in its place. */
    static String mended(String path) {
        if (path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '%')) {
            return path;
        }
        return DOUBTFUL.matcher(path).replaceAll(found -> Matcher.quoteReplacement(mendedPart(found.group())));
    }

    private static String mendedPart(String part) {
        if (part.startsWith("%")) {
            return part.length() >= ESCAPE && decodes(part) ? part : part.replace("%", "%25");
        }
        return "%25" + HexFormat.of().toHexDigits((byte) part.charAt(0));
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
                    .noneMatch(Character::isISOControl);
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
