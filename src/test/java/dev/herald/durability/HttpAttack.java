package dev.herald.durability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.herald.Seeds;
import dev.herald.bittorrent.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Hostile HTTP input from changing addresses, and from a trusted proxy with forged {@code X-Forwarded-For} headers. */
final class HttpAttack extends Attack {

    /** Address of the trusted proxy. */
    static final String PROXY = "127.0.0.250";

    /** Maximum number of connections that are kept open, most of them by clients that do not read. */
    private static final int MAX_HELD = 150;

    private static final int TIMEOUT_MILLIS = 20_000;

    /** Timeout for requests after whose response the server may keep the connection open. */
    private static final int ODD_TIMEOUT_MILLIS = 200;

    private static final int SMALL_BUFFER = 2048;
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "TRACE", "OPTIONS", "FOO");

    private final int port;
    private final List<Socket> held = new ArrayList<>();

    HttpAttack(String name, int port, int stepsPerSecond, SplittableRandom random) {
        super(name, stepsPerSecond, random);
        this.port = port;
    }

    @Override
    void step() throws IOException {
        HostileAnnounce announce = HostileAnnounce.any(random);
        switch (random.nextInt(16)) {
            case 0 -> cut(pipeline(announce));
            case 1 -> cut(Seeds.text(random, 300));
            case 2 -> cut(damaged(pipeline(announce)));
            case 3 -> hold(pipeline(announce).repeat(20));
            case 4 -> hold(prefix(get(announce.target())));
            case 5 -> pair(announce);
            case 6 -> ask(get(scrape()), true);
            case 7 -> ask(odd(announce.target()), false);
            default -> ask(get(announce.target()), true);
        }
    }

    /** A dual-stack client that announces over both families and then, mostly, {@code stopped}. */
    private void pair(HostileAnnounce announce) throws IOException {
        for (HostileAnnounce one : List.of(announce, announce.later(random))) {
            for (String client : List.of(ipv4(), ipv6())) {
                ask(get(one.target(), "X-Forwarded-For: " + client), true);
            }
        }
    }

    private String ipv4() {
        return "203.0.113." + random.nextInt(256);
    }

    private String ipv6() {
        return "2001:db8::" + Integer.toHexString(random.nextInt(0x10000));
    }

    private String get(String target, String... headers) {
        return head("GET", target, headers) + "\r\n";
    }

    private String head(String method, String target, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: tracker\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    private String scrape() {
        StringBuilder target = new StringBuilder("/scrape?");
        for (int hashes = random.nextInt(1, 101); hashes > 0; hashes--) {
            target.append("&info_hash=").append(HostileAnnounce.escaped(HostileAnnounce.hash(random)));
        }
        return target.toString();
    }

    private String pipeline(HostileAnnounce announce) {
        StringBuilder requests = new StringBuilder();
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            requests.append(get(i % 2 == 0 ? scrape() : announce.later(random).target()));
        }
        return requests.toString();
    }

    /** A well-formed request that the server may reject. */
    private String odd(String target) {
        String method = Seeds.pick(random, METHODS.toArray(String[]::new));
        return switch (random.nextInt(5)) {
            case 0 -> head(method, target) + "Content-Length: 5\r\n\r\nGET /";
            case 1 -> head(method, target) + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
            case 2 -> head(method, target) + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
            case 3 -> head(method, target.replace("info_hash", "info_hsah")) + "\r\n";
            default ->
                head(
                                method,
                                target + "&"
                                        + Seeds.text(random, "abc=&?%+/ ", 0, 200)
                                                .replace(" ", "")) + "\r\n";
        };
    }

    private String damaged(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(256));
        }
        return damaged.toString();
    }

    private String prefix(String text) {
        return text.substring(0, random.nextInt(text.length()));
    }

    /** Closes the connection after any byte, with FIN or RST, before or after reading a part of the response. */
    private void cut(String requests) throws IOException {
        try (Socket socket = connect(0)) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes(random.nextBoolean() ? requests : prefix(requests + " ")));
            if (random.nextBoolean()) {
                socket.setSoTimeout(20);
                byte[] some = socket.getInputStream().readNBytes(random.nextInt(1, 100));
                check(new String(some, ISO_8859_1));
            }
            if (random.nextBoolean()) {
                socket.setSoLinger(true, 0);
            }
        }
    }

    /** Keeps a connection open on which the server has more to write than the client reads, or waits for the rest of a request. */
    private void hold(String text) throws IOException {
        Socket socket = connect(SMALL_BUFFER);
        held.add(socket);
        socket.setSoTimeout(1);
        if (held.size() > MAX_HELD) {
            held.remove(random.nextInt(held.size())).close();
        }
        byte[] bytes = bytes(text);
        // Only as much as the kernel buffers, because the server may not read.
        socket.getOutputStream().write(Arrays.copyOf(bytes, Math.min(bytes.length, 16 * SMALL_BUFFER)));
    }

    private void ask(String request, boolean mustBeAnswered) throws IOException {
        boolean proxied = request.contains("X-Forwarded-For: ");
        String last = request.replaceFirst("\r\n", "\r\nConnection: close\r\n");
        String answer;
        try (Socket socket =
                proxied ? connect(Address.parse(PROXY).orElseThrow().toInetAddress(), 0) : connect(0)) {
            socket.setSoTimeout(mustBeAnswered ? TIMEOUT_MILLIS : ODD_TIMEOUT_MILLIS);
            socket.getOutputStream().write(bytes(last));
            answer = read(socket.getInputStream());
        } catch (IOException e) {
            if (mustBeAnswered) {
                fail(e + " in response to " + last);
            }
            throw e;
        }
        check(answer);
        if (mustBeAnswered && !answer.startsWith("HTTP/1.1 200 ")) {
            fail("answered " + answer + " to " + last);
        }
        answered();
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    private void check(String answer) {
        if (answer.startsWith("HTTP/1.1 500") || answer.contains("internal error")) {
            fail(answer);
        }
    }

    private Socket connect(int receiveBuffer) throws IOException {
        return connect(
                random.nextInt(8) == 0 ? UdpAttack.IPV6_LOOPBACK.toInetAddress() : UdpAttack.address(random),
                receiveBuffer);
    }

    private Socket connect(InetAddress local, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(new InetSocketAddress(local, 0));
            socket.setSoTimeout(TIMEOUT_MILLIS);
            InetAddress server = local.getAddress().length == 4 ? UdpAttack.IPV4_LOOPBACK.toInetAddress() : local;
            socket.connect(new InetSocketAddress(server, port), TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        super.close();
        for (Socket socket : held) {
            socket.close();
        }
    }
}
