package dev.herald.durability;

import dev.herald.Seeds;
import dev.herald.bittorrent.Address;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Hostile datagrams from changing addresses in 127.0.0.0/8, all of which belong to this machine. Spoofed addresses would need raw
 * sockets, which Java does not have. With loopback addresses the attack also receives the responses and can check them.
 */
final class UdpAttack extends Attack {

    static final Address IPV4_LOOPBACK = Address.ofIpv4(0x7f00_0001);
    static final Address IPV6_LOOPBACK = new Address(0, 1);

    private static final int CLIENTS = 64;
    private static final long PROTOCOL_ID = 0x0000_0417_2710_1980L;
    private static final int ERROR = 3;
    private static final long CONNECTION_ID_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final int port;
    private final ByteBuffer answer = ByteBuffer.allocate(1 << 16);
    private final Client[] clients = new Client[CLIENTS];
    private final HostileAnnounce[] previous = new HostileAnnounce[256];

    /** One socket; every eighth uses IPv6. */
    private static final class Client {
        final DatagramChannel channel;
        long connectionId;
        long connectSentAt;

        Client(InetSocketAddress local, InetSocketAddress server) throws IOException {
            channel = DatagramChannel.open();
            channel.bind(local);
            channel.connect(server);
            channel.configureBlocking(false);
        }
    }

    UdpAttack(int port, int stepsPerSecond, SplittableRandom random) throws IOException {
        super("udp", stepsPerSecond, random);
        this.port = port;
        for (int i = 0; i < CLIENTS; i++) {
            renew(i);
        }
        for (int i = 0; i < previous.length; i++) {
            previous[i] = HostileAnnounce.any(random);
        }
    }

    private void renew(int number) throws IOException {
        if (clients[number] != null) {
            clients[number].channel.close();
        }
        boolean ipv6 = number % 8 == 0;
        InetAddress local = ipv6 ? IPV6_LOOPBACK.toInetAddress() : address(random);
        InetAddress server = ipv6 ? local : IPV4_LOOPBACK.toInetAddress();
        clients[number] = new Client(new InetSocketAddress(local, 0), new InetSocketAddress(server, port));
    }

    /** A random address in 127.0.0.0/8, without the network and broadcast addresses. */
    static InetAddress address(SplittableRandom random) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {
            127, (byte) random.nextInt(1, 255), (byte) random.nextInt(256), (byte) random.nextInt(1, 255)
        });
    }

    @Override
    void step() throws IOException {
        int number = random.nextInt(CLIENTS);
        if (random.nextInt(1000) == 0) {
            renew(number);
        }
        Client client = clients[number];
        receive(client);
        long now = System.nanoTime();
        if (client.connectionId == 0 || now - client.connectSentAt > CONNECTION_ID_NANOS) {
            client.connectSentAt = now;
            send(client, connect());
            return;
        }
        HostileAnnounce announce = HostileAnnounce.any(random);
        int index = random.nextInt(previous.length);
        switch (random.nextInt(20)) {
            case 0 -> send(client, previous[index].later(random).datagram(client.connectionId, random.nextInt()));
            case 1 -> pair(previous[index].later(random));
            case 2, 3 -> pair(announce);
            case 4 -> send(client, scrape(client.connectionId));
            case 5 -> send(client, announce.datagram(wrongId(), random.nextInt()));
            case 6 -> send(client, malformed(announce.datagram(client.connectionId, random.nextInt())));
            case 7 -> send(client, withUrlData(announce.datagram(client.connectionId, random.nextInt())));
            default -> {
                previous[index] = announce;
                send(client, announce.datagram(client.connectionId, random.nextInt()));
            }
        }
    }

    /** A dual-stack client that announces over both families. */
    private void pair(HostileAnnounce announce) throws IOException {
        for (boolean ipv6 : new boolean[] {false, true}) {
            Client client = clients[random.nextInt(CLIENTS / 8) * 8 + (ipv6 ? 0 : 1 + random.nextInt(7))];
            receive(client);
            send(client, announce.datagram(client.connectionId, random.nextInt()));
        }
    }

    private byte[] connect() {
        return ByteBuffer.allocate(16)
                .putLong(PROTOCOL_ID)
                .putInt(0)
                .putInt(random.nextInt())
                .array();
    }

    private byte[] scrape(long connectionId) {
        int hashes = random.nextInt(80);
        ByteBuffer request =
                ByteBuffer.allocate(16 + 20 * hashes).putLong(connectionId).putInt(2);
        request.putInt(random.nextInt());
        for (int i = 0; i < hashes; i++) {
            request.put(HostileAnnounce.hash(random));
        }
        return request.array();
    }

    /** A connection id that is zero, the protocol id, off by one, or random. */
    private long wrongId() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> PROTOCOL_ID;
            case 2 -> clients[random.nextInt(CLIENTS)].connectionId + 1;
            default -> random.nextLong();
        };
    }

    /** A datagram that is truncated, changed in one byte, has another action, or is random. */
    private byte[] malformed(byte[] datagram) {
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(datagram, random.nextInt(datagram.length));
            case 1 -> Seeds.bytes(random, 2000);
            case 2 -> Seeds.bytes(random, 60_000);
            case 3 -> {
                datagram[8 + random.nextInt(datagram.length - 8)] = (byte) random.nextInt();
                yield datagram;
            }
            default -> {
                ByteBuffer.wrap(datagram).putInt(8, random.nextInt(-2, 6));
                yield datagram;
            }
        };
    }

    /** Appends valid and invalid options (BEP 41). */
    private byte[] withUrlData(byte[] datagram) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(datagram);
        for (int options = random.nextInt(6); options > 0; options--) {
            byte[] value = Seeds.bytes(random, 255);
            bytes.write(random.nextInt(4));
            bytes.write(random.nextInt(4) == 0 ? random.nextInt(256) : value.length);
            bytes.writeBytes(value);
        }
        return bytes.toByteArray();
    }

    private static void send(Client client, byte[] datagram) throws IOException {
        int unused = client.channel.write(ByteBuffer.wrap(datagram));
    }

    private void receive(Client client) throws IOException {
        while (true) {
            answer.clear();
            if (client.channel.read(answer) <= 0) {
                return;
            }
            answered();
            answer.flip();
            if (answer.limit() == 16 && answer.getInt(0) == 0) {
                client.connectionId = answer.getLong(8);
            } else if (answer.getInt(0) == ERROR) {
                String text = StandardCharsets.UTF_8.decode(answer.position(8)).toString();
                if (text.contains("internal")) {
                    fail(text);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        for (Client client : clients) {
            client.channel.close();
        }
    }
}
