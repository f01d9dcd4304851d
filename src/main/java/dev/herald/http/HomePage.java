package dev.herald.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The answer to {@code GET /}: nothing, a redirect, or a page about the tracker. The page is written at most once a second, so that many
 * requests cost no more than those for a file.
 */
public final class HomePage {

    /** No answer. */
    public static final HomePage NONE = new HomePage(Optional.empty(), Optional.empty());

    private static final String STYLE = ":root{color-scheme:light dark}"
            + "body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}"
            + "h1{overflow-wrap:anywhere}code{overflow-wrap:anywhere}"
            + "ul{padding-left:1.2rem}th{text-align:left;font-weight:normal;padding-right:2rem}td{text-align:right}";

    /** Shared by all pages, because adapters compare header maps by identity. */
    private static final Map<String, String> HTML = Map.of(
            "Content-Type",
            "text/html",
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff",
            "Content-Security-Policy",
            "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'; base-uri 'none'; frame-ancestors 'none'");

    /**
     * The contents of the page.
     *
     * @param name the heading, such as the name of the host
     * @param announceUrls asked for each page, because the ports are not known before the sockets are bound
     * @param counts asked for each page; empty if they are not public
     * @param isPrivate whether clients need a key
     * @param isListed whether only whitelisted torrents are served
     */
    public record Contents(
            String name,
            Supplier<List<String>> announceUrls,
            Optional<Supplier<Counts>> counts,
            boolean isPrivate,
            boolean isListed) {}

    /** Counts of all swarms. */
    public record Counts(long torrents, long seeders, long leechers) {}

    /** A page and the second in which it was written. */
    private record Written(long second, TrackerResponse response) {}

    private final Optional<TrackerResponse> redirect;
    private final Optional<Contents> contents;
    private volatile Written latest = new Written(Long.MIN_VALUE, TrackerResponse.NOT_FOUND);

    private HomePage(Optional<TrackerResponse> redirect, Optional<Contents> contents) {
        this.redirect = redirect;
        this.contents = contents;
    }

    /** The answer that the settings request. */
    public static HomePage of(HomeSettings settings, Contents contents) {
        return new HomePage(
                settings.redirect().map(TrackerResponse::found),
                settings.isPage() ? Optional.of(contents) : Optional.empty());
    }

    /** Whether there is an answer. */
    boolean exists() {
        return redirect.isPresent() || contents.isPresent();
    }

    /** The answer in a second since 1970; 404 if there is none. */
    TrackerResponse response(long second) {
        if (contents.isEmpty()) {
            return redirect.orElse(TrackerResponse.NOT_FOUND);
        }
        Written written = latest;
        if (written.second != second) {
            byte[] body = html(contents.get()).getBytes(StandardCharsets.UTF_8);
            written = new Written(second, new TrackerResponse(200, HTML, body, Optional.empty()));
            latest = written;
        }
        return written.response;
    }

    private static String html(Contents contents) {
        StringBuilder html = new StringBuilder(2048)
                .append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
                .append(escaped(contents.name))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>")
                .append(escaped(contents.name))
                .append("</h1>\n<p>")
                .append(introduction(contents))
                .append("</p>\n<ul>\n");
        String key = contents.isPrivate ? "/KEY" : "";
        contents.announceUrls.get().forEach(url -> html.append("<li><code>")
                .append(escaped(url + key))
                .append("</code></li>\n"));
        html.append("</ul>\n");
        contents.counts.ifPresent(counts -> append(counts.get(), html));
        return html.append("</main></body></html>\n").toString();
    }

    private static String introduction(Contents contents) {
        String listed = contents.isListed ? " It serves registered torrents only." : "";
        return contents.isPrivate
                ? "A private BitTorrent tracker." + listed + " Its announce URLs, with your key in place of KEY:"
                : "A BitTorrent tracker." + listed + " Its announce URLs:";
    }

    private static void append(Counts counts, StringBuilder html) {
        html.append("<table>\n");
        row("Torrents", counts.torrents, html);
        row("Seeders", counts.seeders, html);
        row("Leechers", counts.leechers, html);
        html.append("</table>\n");
    }

    private static void row(String name, long count, StringBuilder html) {
        html.append("<tr><th scope=\"row\">")
                .append(name)
                .append("</th><td>")
                .append(count)
                .append("</td></tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
