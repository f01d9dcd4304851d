package dev.herald.udp.transport;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.tracker.AnnounceReply;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.Tracker;
import dev.herald.udp.HexClient;
import dev.herald.udp.Packets;
import dev.herald.udp.UdpSettings;
import dev.herald.udp.UdpSettings.Transport;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of {@link CongestionTest}: a server, and clients whose requests cause more answers than a slow network accepts at once. Prints
 * the number of answers, or a stack trace if one is missing.
 */
final class Congestion {

    private static final int CLIENTS = 4;

    /** The answers fit into the receive buffer of the client; those to all clients do not fit into the send buffer of the server. */
    private static final int ANNOUNCES_AT_A_TIME = 80;

    private static final int PEERS = 200;
    private static final int TIMEOUT_MILLIS = 20_000;

    private Congestion() {}

    /** Has one argument: the number of rounds. */
    public static void main(String[] arguments) throws IOException {
        Tracker tracker = HexClient.tracker(HexClient.policy(Unreachable.ANSWER));
        for (int peer = 0; peer < PEERS; peer++) {
            join(tracker, Address.ofIpv4(0x0a000001 + peer));
        }
        try (UdpServer server = new UdpServer(
                new UdpSettings(List.of(Endpoint.parse("127.0.0.1:0").orElseThrow()), 1, Transport.FOREIGN, 1 << 20),
                HexClient.KEY,
                tracker,
                new Metrics(),
                Clock.systemUTC())) {
            Endpoint frontend = server.open().get(0);
            List<DatagramSocket> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(client(frontend));
            }
            int answers = 0;
            for (int turn = Integer.parseInt(arguments[0]); turn > 0; turn--) {
                answers += ask(clients);
            }
            System.out.println("answers " + answers);
            for (DatagramSocket client : clients) {
                client.close();
            }
        }
    }

    private static int ask(List<DatagramSocket> clients) throws IOException {
        List<byte[]> announces = new ArrayList<>();
        for (DatagramSocket client : clients) {
            Datagrams.send(client, HexClient.bytes(Packets.U01_CONNECT));
            byte[] announce = HexClient.bytes(Packets.U03_STARTED);
            ByteBuffer.wrap(announce)
                    .putLong(0, Datagrams.receive(client).getLong(8))
                    .putInt(92, PEERS);
            announces.add(announce);
        }
        for (int i = 0; i < ANNOUNCES_AT_A_TIME; i++) {
            for (int client = 0; client < clients.size(); client++) {
                ByteBuffer.wrap(announces.get(client)).putInt(12, i);
                Datagrams.send(clients.get(client), announces.get(client));
            }
        }
        int answers = 0;
        for (DatagramSocket client : clients) {
            for (int i = 0; i < ANNOUNCES_AT_A_TIME; i++) {
                ByteBuffer answer = Datagrams.receive(client);
                if (answer.getInt(4) == i && answer.remaining() == 20 + PEERS * 6) {
                    answers++;
                }
            }
        }
        return answers;
    }

    private static void join(Tracker tracker, Address source) {
        AnnounceRequest announce = new AnnounceRequest()
                .infoHash(InfoHash.ofHex("562a813d4255d620ab802bc9260d70ea99f821b0"))
                .peerId(source.low(), 1, 2)
                .source(source, 6881)
                .progress(AnnounceEvent.STARTED, 1, 0, 0)
                .received(AccessKey.NONE, Instant.now().getEpochSecond());
        tracker.announce(announce, new AnnounceReply() {
            @Override
            public Frontend frontend() {
                return Frontend.UDP;
            }

            @Override
            public void peers(Family family, byte[] wire, int offset, int count) {}

            @Override
            public void accepted(int intervalSeconds, int minIntervalSeconds) {}

            @Override
            public void rejected(Rejection rejection, String text) {
                throw new IllegalStateException(text);
            }
        });
    }

    private static DatagramSocket client(Endpoint frontend) throws IOException {
        DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(frontend.address().toInetAddress(), 0));
        socket.connect(frontend.toSocketAddress());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }
}
