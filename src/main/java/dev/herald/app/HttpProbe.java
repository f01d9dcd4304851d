package dev.herald.app;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.Network;
import dev.herald.metrics.OpenSockets;
import dev.herald.tls.TrustAllTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks the HTTP tracker for its health check, over the network, as any client can. */
final class HttpProbe implements OpenSockets.Probe {

    private static final int TIMEOUT_MILLIS = 2000;
    private static final Address IPV4_LOOPBACK = Address.ofIpv4(0x7f00_0001);
    private static final Address IPV6_LOOPBACK = new Address(0, 1);

    /** What a proxy says that has no client, and only looks whether somebody is there. */
    private static final String NOBODY = "PROXY UNKNOWN\r\n";

    private static final String CHECK = "GET /health_check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String VERSION = "HTTP/1.1 ";
    private static final String WELL = "200";

    private final boolean everyFamily;
    private final boolean tls;
    private final List<Network> announced;

    private HttpProbe(boolean everyFamily, boolean tls, List<Network> announced) {
        this.everyFamily = everyFamily;
        this.tls = tls;
        this.announced = announced;
    }

    /** Asks a listener of Java's: one on a wildcard takes IPv4, on [::] too, and on a machine without IPv6 nothing else. */
    static HttpProbe ofListener() {
        return new HttpProbe(true, false, List.of());
    }

    /**
     * Asks a listener whose wildcard takes its own family alone.
     *
     * @param announced networks from which it demands a PROXY header, of this machine too
     */
    static HttpProbe ofOneFamily(List<Network> announced) {
        return new HttpProbe(false, false, announced);
    }

    /** The same, over TLS with whatever certificate: whether it is a good one is another question. */
    HttpProbe overTls() {
        return new HttpProbe(everyFamily, true, announced);
    }

    @Override
    public String ask(InetSocketAddress address) {
        try (Socket plain = connected(near(address));
                Socket socket = tls ? TrustAllTls.wrap(plain) : plain) {
            socket.getOutputStream().write(CHECK.getBytes(StandardCharsets.US_ASCII));
            String status = status(socket.getInputStream());
            return status.equals(WELL) ? "" : "answers with status " + status;
        } catch (SocketTimeoutException e) {
            return "no answer within " + TIMEOUT_MILLIS + " ms";
        } catch (IOException e) {
            return "cannot be asked: " + e.getMessage();
        }
    }

    private Socket connected(Endpoint endpoint) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(endpoint.toSocketAddress(), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            Address here = Address.of(socket.getLocalAddress());
            if (announced.stream().anyMatch(network -> network.contains(here))) {
                socket.getOutputStream().write(NOBODY.getBytes(StandardCharsets.US_ASCII));
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static String status(InputStream in) throws IOException {
        byte[] line = in.readNBytes(VERSION.length() + WELL.length());
        String text = new String(line, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(VERSION)) {
            throw new IOException(line.length == 0 ? "it closes the connection" : "it does not speak HTTP");
        }
        return text.substring(VERSION.length());
    }

    private Endpoint near(InetSocketAddress bound) {
        Address address = Address.of(bound.getAddress());
        if (bound.getAddress().isAnyLocalAddress()) {
            address = everyFamily || address.family() == Family.IPV4 ? IPV4_LOOPBACK : IPV6_LOOPBACK;
        }
        return new Endpoint(address, bound.getPort());
    }
}
