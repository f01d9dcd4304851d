package dev.herald.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * A page of the operator's port or a part of one: its bytes, plain and compressed, and the headers of its responses. The arrays are shared
 * and never changed.
 *
 * @param content the bytes as packaged
 * @param compressed the same in gzip format; empty if that is not shorter
 * @param digest the first half of the SHA-256 of {@code content}, in hexadecimal
 * @param mediaType the value of Content-Type
 * @param policy the value of Content-Security-Policy
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
record StaticFile(byte[] content, byte[] compressed, String digest, String mediaType, String policy) {

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "png", "image/png",
            "svg", "image/svg+xml");

    /** The pages of the manual and of Swagger UI have inline styles and data URLs. */
    private static final String POLICY_OF_OTHERS =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    /** Each dot is followed by a letter or digit, so the name cannot leave the folder. */
    private static final Pattern NAME =
            Pattern.compile("(?:/[a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)*)+\\.(html|css|js|png|svg)");

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private static final byte[] NONE = {};

    /** Whether a path may name a file. */
    static boolean isName(String path) {
        return NAME.matcher(path).matches();
    }

    /** The file of a path, such as {@code /console/index.html}, that {@link #isName} accepts. */
    static StaticFile of(String name, byte[] content) {
        String mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        byte[] compressed = gzip(content);
        return new StaticFile(
                content,
                compressed.length < content.length ? compressed : NONE,
                HexFormat.of().formatHex(sha256(content), 0, 16),
                mediaType,
                name.startsWith("/console/") ? policyOfConsole(content) : POLICY_OF_OTHERS);
    }

    /** The strong entity tag of a representation: the two encodings have different ones (RFC 9110, 8.8.3.3). */
    String entityTag(boolean gzip) {
        return gzip ? '"' + digest + "-gzip\"" : '"' + digest + '"';
    }

    /** Whether a client that accepts gzip gets the compressed form. */
    boolean isCompressible() {
        return compressed.length > 0;
    }

    /** Whether a value of If-None-Match names the representation; the comparison is weak, as RFC 9110 demands there. */
    static boolean matches(String ifNoneMatch, String entityTag) {
        for (String tag : ifNoneMatch.split(",", 32)) {
            String candidate = tag.strip();
            if (candidate.equals("*") || candidate.equals(entityTag) || candidate.equals("W/" + entityTag)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a value of Accept-Encoding allows gzip: by name or by {@code *}, with a weight above 0. */
    static boolean acceptsGzip(String acceptEncoding) {
        boolean any = false;
        for (String element : acceptEncoding.split(",", 32)) {
            String[] parts = element.strip().split("\\s*;\\s*", 2);
            boolean allowed = parts.length == 1 || !parts[1].matches("q=0(\\.0*)?\\s*");
            if (parts[0].equalsIgnoreCase("gzip")) {
                return allowed;
            }
            any |= parts[0].equals("*") && allowed;
        }
        return any;
    }

    /** Allows nothing but the console's own files, and the import map of a page by its hash. */
    private static String policyOfConsole(byte[] content) {
        Matcher map = IMPORT_MAP.matcher(new String(content, StandardCharsets.UTF_8));
        String hash = map.find()
                ? " 'sha256-"
                        + Base64.getEncoder().encodeToString(sha256(map.group(1).getBytes(StandardCharsets.UTF_8)))
                        + "'"
                : "";
        return "default-src 'none'; script-src 'self'" + hash
                + "; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
