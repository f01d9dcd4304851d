package dev.herald.durability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.herald.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Hostile input at the operator port: changes of all lists, imports, exports that are not read, and wrong tokens. */
final class OperatorAttack extends Attack {

    /** Number of entries per list, few enough that lists and database tables soon stop growing. */
    static final int ENTRIES = 300;

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final List<String> LISTS = List.of("keys", "whitelist", "denylist");
    private static final List<String> READS = List.of(
            "/api/v1/stats",
            "/api/v1/metrics?format=prometheus",
            "/api/v1/torrents?limit=200&offset=1000",
            "/manage/v1/torrents?sort=leechers&limit=1000",
            "/manage/v1/torrents?prefix=48",
            "/manage/v1/audit?limit=100",
            "/manage/v1/tokens",
            "/manage/v1/settings",
            "/health/ready",
            "/openapi",
            "/nowhere");

    private final int port;

    OperatorAttack(int port, int stepsPerSecond, SplittableRandom random) {
        super("operator", stepsPerSecond, random);
        this.port = port;
    }

    @Override
    void step() throws IOException {
        String list = Seeds.pick(random, LISTS.toArray(String[]::new));
        int entry = random.nextInt(ENTRIES);
        String id = id(list, entry);
        switch (random.nextInt(12)) {
            case 0, 1 ->
                sendAndReadAll(request("PUT", "/manage/v1/" + list + "/" + id, Server.TOKEN, "{\"note\":\"n\"}"));
            case 2, 3 -> sendAndReadAll(request("DELETE", "/manage/v1/" + list + "/" + id, Server.TOKEN, ""));
            case 4 -> sendAndReadAll(request("POST", "/manage/v1/" + list + "/import", Server.TOKEN, lines(list)));
            case 5 -> sendAndCut(request("GET", "/manage/v1/" + list + "/export", Server.TOKEN, ""));
            case 6 -> sendAndCut(request("POST", "/manage/v1/" + list + "/import", Server.TOKEN, lines(list)));
            case 7 ->
                sendAndCut(
                        request("GET", "/api/v1/stats", Seeds.text(random, 20).replaceAll("[^a-z]", ""), ""));
            case 8 ->
                sendAndReadAll(request(
                        "PUT",
                        "/manage/v1/" + list + "/" + id,
                        Server.TOKEN,
                        Seeds.text(random, 99).replaceAll("\\P{ASCII}", "?")));
            case 9 ->
                sendAndReadAll(request(
                        "GET",
                        "/manage/v1/torrents/" + HexFormat.of().formatHex(HostileAnnounce.hash(random)) + "/peers",
                        Server.TOKEN,
                        ""));
            default ->
                sendAndReadAll(request("GET", Seeds.pick(random, READS.toArray(String[]::new)), Server.TOKEN, ""));
        }
    }

    /** Some hashes are those of popular torrents. Adding one to the denylist removes the torrent with all its peers. */
    static String id(String list, int entry) {
        return list.equals("keys")
                ? "key-of-the-hostile-soak-%d".formatted(entry)
                : HexFormat.of().formatHex(HostileAnnounce.popularTorrent(entry));
    }

    private String lines(String list) {
        StringBuilder lines = new StringBuilder();
        for (int i = random.nextInt(100); i > 0; i--) {
            lines.append(random.nextInt(5) == 0 ? "nonsense" : id(list, random.nextInt(ENTRIES)))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String request(String method, String target, String token, String body) {
        String type = target.endsWith("/import") ? "text/plain" : "application/json";
        return method + " " + target + " HTTP/1.1\r\nHost: operator\r\nConnection: close\r\nAuthorization: Bearer "
                + token
                + (body.isEmpty() ? "" : "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length())
                + "\r\n\r\n" + body;
    }

    private void sendAndReadAll(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            if (!answer.startsWith("HTTP/1.1 ") || answer.startsWith("HTTP/1.1 500")) {
                fail("answered '" + answer + "' to " + request);
            }
        }
        answered();
    }

    /** Sends only a part of the request, or reads only a part of the response. */
    private void sendAndCut(String request) throws IOException {
        try (Socket socket = connect()) {
            int length = random.nextBoolean() ? request.length() : random.nextInt(request.length());
            socket.getOutputStream().write(request.substring(0, length).getBytes(ISO_8859_1));
            if (length == request.length() && random.nextBoolean()) {
                int unused = socket.getInputStream().readNBytes(random.nextInt(1, 200)).length;
            }
            if (random.nextBoolean()) {
                socket.setSoLinger(true, 0);
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }
}
