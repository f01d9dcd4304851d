package dev.herald.http;

import java.net.URI;
import java.util.Optional;

/**
 * What the public ports answer to {@code GET /}.
 *
 * @param home empty for 404, {@code page} for a page about the tracker, or the URL of another site ({@code herald.http.home})
 * @param publicStatistics whether the page contains the counts of torrents, seeders and leechers ({@code herald.http.public-statistics})
 */
public record HomeSettings(String home, boolean publicStatistics) {

    private static final String PAGE = "page";

    /** Validates the URL. */
    public HomeSettings {
        if (!home.isEmpty() && !home.equals(PAGE) && parse(home).isEmpty()) {
            throw new IllegalArgumentException(
                    "herald.http.home must be empty, page, or a URL such as https://example.org/, but is " + home);
        }
    }

    /** Whether a page about the tracker is served. */
    public boolean isPage() {
        return home.equals(PAGE);
    }

    /** The URL of the other site in ASCII, if there is one. */
    public Optional<String> redirect() {
        return isPage() ? Optional.empty() : parse(home);
    }

    private static Optional<String> parse(String text) {
        try {
            URI url = URI.create(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            return web && url.getHost() != null ? Optional.of(url.toASCIIString()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
