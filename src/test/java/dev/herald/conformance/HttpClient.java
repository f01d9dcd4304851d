package dev.herald.conformance;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.conformance.RawHttpConnection.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** An HTTP tracker client (BEP 3, 7, 23, 48) that connects from the loopback address of the peer. */
public final class HttpClient implements FrontendClient {

    private final int port;
    private final String url;

    /** Connects to {@code port} of the IPv4 or IPv6 loopback address, by the family of the peer. */
    public HttpClient(int port) {
        this(port, "/announce");
    }

    private HttpClient(int port, String url) {
        this.port = port;
        this.url = url;
    }

    @Override
    public HttpClient at(String announceUrl) {
        return new HttpClient(port, announceUrl);
    }

    @Override
    public boolean scrapesWithUrl() {
        return true;
    }

    @Override
    public Answer announce(Announce announce) {
        byte[] hash = new byte[20];
        announce.torrent().write(hash, 0);
        byte[] id = new byte[20];
        announce.id().write(id, 0);
        StringBuilder query = new StringBuilder(target(url) + "info_hash=" + escaped(hash) + "&peer_id=" + escaped(id)
                + "&port=" + announce.peer().port() + "&uploaded=0&downloaded=0");
        if (announce.left() != AnnounceRequest.LEFT_UNKNOWN) {
            query.append("&left=").append(announce.left());
        }
        if (announce.numWant() != AnnounceRequest.NUM_WANT_DEFAULT) {
            query.append("&numwant=").append(announce.numWant());
        }
        if (announce.event() != AnnounceEvent.NONE) {
            query.append("&event=").append(announce.event().name().toLowerCase(Locale.ROOT));
        }
        Map<String, Object> body = ask(announce.peer().address(), query.toString());
        List<Endpoint> peers = new ArrayList<>(peers(body.get("peers"), Family.IPV4));
        peers.addAll(peers(body.getOrDefault("peers6", ""), Family.IPV6));
        return new Answer(
                number(body, "complete"),
                number(body, "incomplete"),
                OptionalInt.of(number(body, "downloaded")),
                number(body, "interval"),
                OptionalInt.of(number(body, "min interval")),
                peers);
    }

    @Override
    public Map<InfoHash, Counts> scrape(List<InfoHash> torrents) {
        String query = torrents.stream()
                .map(torrent -> {
                    byte[] hash = new byte[20];
                    torrent.write(hash, 0);
                    return "info_hash=" + escaped(hash);
                })
                .collect(Collectors.joining("&"));
        Map<?, ?> files =
                (Map<?, ?>) ask(Address.ofIpv4(0x7f00_0001), target(url.replace("announce", "scrape")) + query)
                        .get("files");
        Map<InfoHash, Counts> counts = new LinkedHashMap<>();
        files.forEach((key, value) -> {
            byte[] hash = ((String) key).getBytes(StandardCharsets.ISO_8859_1);
            Map<?, ?> file = (Map<?, ?>) value;
            counts.put(
                    InfoHash.of(hash, 0),
                    new Counts(
                            number(file, "complete"),
                            number(file, "incomplete"),
                            number(file, "downloaded"),
                            OptionalInt.of(
                                    number(file, file.containsKey("downloaders") ? "downloaders" : "incomplete"))));
        });
        return counts;
    }

    @Override
    public int maxPeers(Family family) {
        return 200;
    }

    @Override
    public OptionalInt maxTorrents() {
        return OptionalInt.of(100);
    }

    @Override
    public boolean mixesFamilies() {
        return true;
    }

    private static String target(String url) {
        return url + (url.contains("?") ? "&" : "?");
    }

    /** Percent-encodes every byte. */
    static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder(3 * bytes.length);
        for (byte one : bytes) {
            text.append("%%%02x".formatted(one));
        }
        return text.toString();
    }

    /** The endpoints of a compact list (BEP 7, BEP 23). */
    static List<Endpoint> peers(Object compact, Family family) {
        byte[] bytes = ((String) compact).getBytes(StandardCharsets.ISO_8859_1);
        List<Endpoint> peers = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += family.peerBytes()) {
            int end = i + family.addressBytes();
            peers.add(new Endpoint(
                    Address.of(Arrays.copyOfRange(bytes, i, end)),
                    ((bytes[end] & 0xff) << 8) | (bytes[end + 1] & 0xff)));
        }
        return peers;
    }

    private static int number(Map<?, ?> dictionary, String key) {
        return Math.toIntExact((Long) dictionary.get(key));
    }

    private Map<String, Object> ask(Address source, String target) {
        try (RawHttpConnection connection = new RawHttpConnection(source.toInetAddress(), port)) {
            Reply reply = connection.get(target, "Connection: close");
            if (reply.status() != 200) {
                throw new AssertionError("status " + reply.status() + " for " + target);
            }
            Map<String, Object> body = Bencoded.dictionary(reply.body());
            if (body.containsKey("failure reason")) {
                String reason = (String) body.get("failure reason");
                throw new RejectedException(
                        new String(reason.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("no response to " + target + " from " + source, e);
        }
    }
}
