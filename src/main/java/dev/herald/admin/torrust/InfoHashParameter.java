package dev.herald.admin.torrust;

import dev.herald.bittorrent.InfoHash;
import java.util.regex.Pattern;

/** An info-hash in a path or a query. */
final class InfoHashParameter {

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{40}");

    private InfoHashParameter() {}

    /**
     * The hash that {@code text} is.
     *
     * @throws TorrustException if it is not 40 hexadecimal digits
     */
    static InfoHash parse(String text) {
        if (!HEX.matcher(text).matches()) {
            throw TorrustException.bad("Invalid URL: invalid infohash param: string \"" + text
                    + "\", expected a 40 character long string");
        }
        return InfoHash.ofHex(text);
    }
}
