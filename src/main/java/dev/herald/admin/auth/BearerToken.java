package dev.herald.admin.auth;

import java.util.Optional;

/** The token in an {@code Authorization} header (RFC 6750, 2.1). */
public final class BearerToken {

    private static final String SCHEME = "Bearer";

    private BearerToken() {}

    /**
     * The token of a header; the empty string if there is none behind the scheme.
     *
     * @param header the value of the header
     * @return empty if the header is of another scheme
     */
    public static Optional<String> of(String header) {
        String value = header.strip();
        boolean bearer = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (value.length() == SCHEME.length() || value.charAt(SCHEME.length()) == ' ');
        return bearer ? Optional.of(value.substring(SCHEME.length()).strip()) : Optional.empty();
    }
}
