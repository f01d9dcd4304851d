package dev.herald.udp.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.herald.Commands;
import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Metrics;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.udp.HexClient;
import dev.herald.udp.Packets;
import dev.herald.udp.UdpSettings;
import dev.herald.udp.UdpSettings.Transport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Both processes of {@link SourceAddressTest}: a server, which starts the other process with the clients. They print the addresses from
 * which answers came.
 */
final class SourceAddresses {

    /** The destinations of the first requests. */
    static final List<String> FROM_THE_START = List.of(
            "10.0.1.1",
            "10.0.1.2",
            "10.0.1.3",
            "10.0.2.1",
            "10.0.2.2",
            "10.0.2.3",
            "fd01::1",
            "fd01::2",
            "fd01::3",
            "fd02::1",
            "fd02::2",
            "fd02::3",
            "fe80::1%cable1",
            "fe80::1%cable2");

    /** Addresses that are added while the server runs, and removed again. */
    static final List<String> LATER = List.of("10.0.1.9", "fd02::9");

    /** A local address that no interface lists. */
    static final String UNLISTED = "127.0.0.2";

    private static final int PORT = 6969;
    private static final long TIMEOUT_NANOS = 60_000_000_000L;
    private static final int RESEND_MILLIS = 500;
    private static final long POLL_NANOS = 50_000_000;

    private SourceAddresses() {}

    /** Has one argument, the transport of the server, or several, the destinations of the clients. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 1) {
            for (String address : arguments) {
                ask(address, new InetSocketAddress(0));
            }
            return;
        }
        Transport transport = Transport.valueOf(arguments[0]);
        List<Endpoint> bind = Stream.of("0.0.0.0:" + PORT, "[::]:" + PORT)
                .map(text -> Endpoint.parse(text).orElseThrow())
                .toList();
        try (UdpServer server = new UdpServer(
                new UdpSettings(bind, 2, transport, 1 << 20),
                HexClient.KEY,
                HexClient.tracker(HexClient.policy(Unreachable.ANSWER)),
                new Metrics(),
                InstantSource.system())) {
            server.open();
            clients(FROM_THE_START);
            Commands.run(new ProcessBuilder("ip", "addr", "add", LATER.get(0) + "/24", "dev", "cable1"));
            Commands.run(new ProcessBuilder("ip", "addr", "add", LATER.get(1) + "/64", "dev", "cable2", "nodad"));
            clients(LATER);
            if (transport != Transport.NIO) {
                ask(UNLISTED, Endpoint.parse("127.0.0.1:0").orElseThrow().toSocketAddress());
            }
            Commands.run(new ProcessBuilder("ip", "addr", "del", LATER.get(0) + "/24", "dev", "cable1"));
            Commands.run(new ProcessBuilder("ip", "addr", "del", LATER.get(1) + "/64", "dev", "cable2"));
            awaitNoSocketAtLater();
        }
    }

    private static void clients(List<String> addresses) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", "clients"));
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.add("-XX:-UsePerfData");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SourceAddresses.class.getName()));
        command.addAll(addresses);
        System.out.print(Commands.run(new ProcessBuilder(command)));
    }

    private static void ask(String address, InetSocketAddress from) throws IOException {
        byte[] connect = HexClient.bytes(Packets.U01_CONNECT);
        long start = System.nanoTime();
        try (DatagramSocket socket = new DatagramSocket(from)) {
            socket.connect(InetAddress.getByName(address), PORT);
            socket.setSoTimeout(RESEND_MILLIS);
            while (System.nanoTime() - start < TIMEOUT_NANOS) {
                socket.send(new DatagramPacket(connect, connect.length));
                try {
                    DatagramPacket answer = new DatagramPacket(new byte[64], 64);
                    socket.receive(answer);
                    System.out.println((answer.getLength() == 16 ? "answered by " : "invalid answer from ") + address);
                    return;
                } catch (SocketTimeoutException e) {
                    // Sent again.
                }
            }
        }
        System.out.println("no answer from " + address);
    }

    private static void awaitNoSocketAtLater() throws IOException {
        long start = System.nanoTime();
        String sockets = sockets();
        while (hasLater(sockets) && System.nanoTime() - start < TIMEOUT_NANOS) {
            LockSupport.parkNanos(POLL_NANOS);
            sockets = sockets();
        }
        System.out.println(hasLater(sockets) ? sockets : "no socket is left at " + LATER);
    }

    /** Searches for {@link #LATER} in the little-endian notation of the kernel. */
    private static boolean hasLater(String sockets) {
        return sockets.contains("0901000A:") || sockets.contains("000002FD000000000000000009000000:");
    }

    private static String sockets() throws IOException {
        return Files.readString(Path.of("/proc/self/net/udp"), UTF_8)
                + Files.readString(Path.of("/proc/self/net/udp6"), UTF_8);
    }
}
