package dev.herald.conformance;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/** A UDP tracker client (BEP 15) that sends from the loopback address of the peer. */
public final class UdpClient implements FrontendClient {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final long PROTOCOL_ID = 0x0000_0417_2710_1980L;
    private static final int CONNECT = 0;
    private static final int ANNOUNCE = 1;
    private static final int SCRAPE = 2;
    private static final int ERROR = 3;

    private final int port;
    private final byte[] options;

    /** Sends to {@code port} of the IPv4 or IPv6 loopback address, without BEP 41 options. */
    public UdpClient(int port) {
        this(port, new byte[0]);
    }

    private UdpClient(int port, byte[] options) {
        this.port = port;
        this.options = options;
    }

    /** Sends the URL as libtorrent does: in one BEP 41 option, without an end of options. */
    @Override
    public UdpClient at(String url) {
        byte[] text = url.getBytes(StandardCharsets.ISO_8859_1);
        return withOptions(ByteBuffer.allocate(2 + text.length)
                .put((byte) 2)
                .put((byte) text.length)
                .put(text)
                .array());
    }

    /** Appends these bytes to each announce. */
    UdpClient withOptions(byte[] bytes) {
        return new UdpClient(port, bytes);
    }

    /** BEP 41 defines options for announces only. */
    @Override
    public boolean scrapesWithUrl() {
        return false;
    }

    @Override
    public Answer announce(Announce announce) {
        Address source = announce.peer().address();
        ByteBuffer fields = ByteBuffer.allocate(82 + options.length);
        byte[] hash = new byte[20];
        announce.torrent().write(hash, 0);
        byte[] id = new byte[20];
        announce.id().write(id, 0);
        fields.put(hash)
                .put(id)
                .putLong(0)
                .putLong(announce.left() == AnnounceRequest.LEFT_UNKNOWN ? -1 : announce.left())
                .putLong(0)
                .putInt(announce.event().ordinal())
                .putInt(0)
                .putInt(0x600d_cafe)
                .putInt(announce.numWant() == AnnounceRequest.NUM_WANT_DEFAULT ? -1 : announce.numWant())
                .putShort((short) announce.peer().port())
                .put(options);
        ByteBuffer answer = ask(source, ANNOUNCE, fields.array());
        int interval = answer.getInt();
        int incomplete = answer.getInt();
        int complete = answer.getInt();
        List<Endpoint> peers = new ArrayList<>();
        byte[] address = new byte[source.family().addressBytes()];
        while (answer.hasRemaining()) {
            answer.get(address);
            peers.add(new Endpoint(Address.of(address), answer.getShort() & 0xffff));
        }
        return new Answer(complete, incomplete, OptionalInt.empty(), interval, OptionalInt.empty(), peers);
    }

    @Override
    public Map<InfoHash, Counts> scrape(List<InfoHash> torrents) {
        byte[] hashes = new byte[20 * torrents.size()];
        for (int i = 0; i < torrents.size(); i++) {
            torrents.get(i).write(hashes, 20 * i);
        }
        ByteBuffer answer = ask(Address.ofIpv4(0x7f00_0001), SCRAPE, hashes);
        Map<InfoHash, Counts> counts = new LinkedHashMap<>();
        for (int i = 0; answer.hasRemaining(); i++) {
            int complete = answer.getInt();
            int downloaded = answer.getInt();
            counts.put(torrents.get(i), new Counts(complete, answer.getInt(), downloaded, OptionalInt.empty()));
        }
        return counts;
    }

    @Override
    public int maxPeers(Family family) {
        return family == Family.IPV4 ? 200 : 67;
    }

    @Override
    public OptionalInt maxTorrents() {
        return OptionalInt.of(74);
    }

    @Override
    public boolean mixesFamilies() {
        return false;
    }

    /** Connects, sends the request, and returns the response after its action and transaction id. */
    private ByteBuffer ask(Address source, int action, byte[] fields) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source.toInetAddress(), 0))) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            Address server = source.family() == Family.IPV4 ? Address.ofIpv4(0x7f00_0001) : source;
            socket.connect(new InetSocketAddress(server.toInetAddress(), port));
            long connectionId =
                    exchange(socket, PROTOCOL_ID, CONNECT, new byte[0]).getLong();
            return exchange(socket, connectionId, action, fields);
        } catch (IOException e) {
            throw new UncheckedIOException("no response to action " + action + " from " + source, e);
        }
    }

    private static ByteBuffer exchange(DatagramSocket socket, long id, int action, byte[] fields) throws IOException {
        int transactionId = ThreadLocalRandom.current().nextInt();
        byte[] request = ByteBuffer.allocate(16 + fields.length)
                .putLong(id)
                .putInt(action)
                .putInt(transactionId)
                .put(fields)
                .array();
        socket.send(new DatagramPacket(request, request.length));
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        ByteBuffer answer = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        int answered = answer.getInt();
        if (answer.getInt() != transactionId) {
            throw new AssertionError("a response with another transaction id");
        }
        if (answered == ERROR) {
            throw new RejectedException(StandardCharsets.UTF_8.decode(answer).toString());
        }
        if (answered != action) {
            throw new AssertionError("action " + answered + " in response to " + action);
        }
        return answer;
    }
}
