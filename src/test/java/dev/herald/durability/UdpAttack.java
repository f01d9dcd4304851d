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
 * Datagrams from clients at ever new addresses. They are of 127.0.0.0/8, all of which are this machine's own: forged ones would need
 * raw sockets, which Java has not, and the kernel would take the answers to them nowhere, while here whoever forges an address also
 * hears what comes of it.
 */
final class UdpAttack extends Attack {

    static final Address IPV4_LOOPBACK = Address.ofIpv4(0x7f00_0001);
    static final Address IPV6_LOOPBACK = new Address(0, 1);

    private static final int CLIENTS = 64;
    private static final long PROTOCOL_ID = 0x0000_0417_2710_1980L;
    private static final int ERROR = 3;
    private static final long RENEWED_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final int port;
    private final ByteBuffer answer = ByteBuffer.allocate(1 << 16);
    private final Client[] clients = new Client[CLIENTS];
    private final Stranger[] before = new Stranger[256];

    /** One socket; every eighth speaks IPv6. */
    private static final class Client {
        final DatagramChannel channel;
        long connectionId;
        long askedAt;

        Client(InetSocketAddress local, InetSocketAddress server) throws IOException {
            channel = DatagramChannel.open();
            channel.bind(local);
            channel.connect(server);
            channel.configureBlocking(false);
        }
    }

    UdpAttack(int port, int stepsASecond, SplittableRandom random) throws IOException {
        super("udp", stepsASecond, random);
        this.port = port;
        for (int i = 0; i < CLIENTS; i++) {
            renew(i);
        }
        for (int i = 0; i < before.length; i++) {
            before[i] = Stranger.any(random);
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

    /** Any of 127.0.0.0/8 but for its ends. */
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
        if (client.connectionId == 0 || now - client.askedAt > RENEWED_NANOS) {
            client.askedAt = now;
            send(client, connect());
            return;
        }
        Stranger stranger = Stranger.any(random);
        int place = random.nextInt(before.length);
        switch (random.nextInt(20)) {
            case 0 -> send(client, before[place].later(random).datagram(client.connectionId, random.nextInt()));
            case 1 -> pair(before[place].later(random));
            case 2, 3 -> pair(stranger);
            case 4 -> send(client, scrape(client.connectionId));
            case 5 -> send(client, stranger.datagram(wrongId(), random.nextInt()));
            case 6 -> send(client, malformed(stranger.datagram(client.connectionId, random.nextInt())));
            case 7 -> send(client, withUrlData(stranger.datagram(client.connectionId, random.nextInt())));
            default -> {
                before[place] = stranger;
                send(client, stranger.datagram(client.connectionId, random.nextInt()));
            }
        }
    }

    /** A client that is there over both families. */
    private void pair(Stranger stranger) throws IOException {
        for (boolean ipv6 : new boolean[] {false, true}) {
            Client client = clients[random.nextInt(CLIENTS / 8) * 8 + (ipv6 ? 0 : 1 + random.nextInt(7))];
            receive(client);
            send(client, stranger.datagram(client.connectionId, random.nextInt()));
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
            request.put(Stranger.hash(random));
        }
        return request.array();
    }

    /** None, that of somebody else, one that is long over, or the next. */
    private long wrongId() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> PROTOCOL_ID;
            case 2 -> clients[random.nextInt(CLIENTS)].connectionId + 1;
            default -> random.nextLong();
        };
    }

    /** Cut, with other bytes in it, with something behind it, or nothing that anybody has ever sent. */
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

    /** BEP 41, and what looks like it. */
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
                    complain(text);
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
