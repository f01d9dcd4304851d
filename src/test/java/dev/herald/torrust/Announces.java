package dev.herald.torrust;

import dev.herald.bittorrent.Address;
import dev.herald.conformance.Bencoded;
import dev.herald.conformance.RawHttpConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * A client of the HTTP tracker, for announces and scrapes.
 *
 * @param port the port of the tracker
 * @param path the path of announces; scrapes replace {@code announce} with {@code scrape}
 * @param from the source address
 */
record Announces(int port, String path, String from) {

    static Announces to(int port) {
        return new Announces(port, "/announce", "127.0.0.1");
    }

    Announces from(String address) {
        return new Announces(port, path, address);
    }

    Announces withKey(String key) {
        return new Announces(port, "/announce/" + key, from);
    }

    /** A random info hash in hexadecimal. */
    static String newTorrent() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "%016x%016x%08x".formatted(random.nextLong(), random.nextLong(), random.nextInt());
    }

    /** The default announce of Torrust's tests: a seeder on port 17548. */
    static Map<String, String> query(String torrent) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("info_hash", escaped(torrent));
        query.put("peer_addr", "192.168.1.88");
        query.put("downloaded", "0");
        query.put("uploaded", "0");
        query.put("peer_id", "-qB00000000000000001");
        query.put("port", "17548");
        query.put("left", "0");
        query.put("event", "completed");
        query.put("compact", "1");
        return query;
    }

    static Map<String, String> with(Map<String, String> query, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(query);
        changed.put(name, value);
        return changed;
    }

    static Map<String, String> without(Map<String, String> query, String name) {
        Map<String, String> changed = new LinkedHashMap<>(query);
        changed.remove(name);
        return changed;
    }

    static String escaped(String hex) {
        return hex.replaceAll("..", "%$0").toLowerCase(Locale.ROOT);
    }

    /** Announces and returns the dictionary of the response. */
    Map<String, Object> announce(Map<String, String> query, String... headers) {
        return ask(path + "?" + text(query), headers);
    }

    /** Announces and returns the failure reason. */
    String failure(Map<String, String> query, String... headers) {
        return failure("?" + text(query), headers);
    }

    String failure(String query, String... headers) {
        return (String) ask(path + query, headers).get("failure reason");
    }

    String scrapeFailure(String query) {
        return (String) ask(path.replace("announce", "scrape") + query).get("failure reason");
    }

    /** Scrapes torrents and returns their counts by the bytes of the info hash. */
    Map<?, ?> scrape(String... torrents) {
        String query = Arrays.stream(torrents)
                .map(torrent -> "info_hash=" + escaped(torrent))
                .collect(Collectors.joining("&"));
        return (Map<?, ?>) ask(path.replace("announce", "scrape") + "?" + query).get("files");
    }

    /** Scrapes one torrent and returns its counts. */
    Map<String, Object> counts(String torrent) {
        String bytes = new String(HexFormat.of().parseHex(torrent), StandardCharsets.ISO_8859_1);
        Map<?, ?> file = (Map<?, ?>) scrape(torrent).get(bytes);
        return Map.of(
                "complete", file.get("complete"),
                "downloaded", file.get("downloaded"),
                "incomplete", file.get("incomplete"));
    }

    private static String text(Map<String, String> query) {
        return query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
    }

    private Map<String, Object> ask(String target, String... headers) {
        try (RawHttpConnection connection = new RawHttpConnection(address(), port)) {
            RawHttpConnection.Reply reply = connection.get(target, headers);
            if (reply.status() != 200) {
                throw new AssertionError("status " + reply.status() + " for " + target);
            }
            return Bencoded.dictionary(reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InetAddress address() {
        return Address.parse(from).orElseThrow().toInetAddress();
    }
}
