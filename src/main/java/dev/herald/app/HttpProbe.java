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

/** Checks an HTTP frontend with a request for {@code /health_check} over the network. */
final class HttpProbe implements OpenSockets.Probe {

    private static final int TIMEOUT_MILLIS = 2000;
    private static final Address IPV4_LOOPBACK = Address.ofIpv4(0x7f00_0001);
    private static final Address IPV6_LOOPBACK = new Address(0, 1);

    /** The PROXY header of a proxy's own health check, which has no client. */
    private static final String PROXY_UNKNOWN = "PROXY UNKNOWN\r\n";

    private static final String CHECK = "GET /health_check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String VERSION = "HTTP/1.1 ";
    private static final String OK = "200";

    private final boolean bothFamilies;
    private final boolean tls;
    private final List<Network> proxyNetworks;

    /**
     * Creates a probe.
     *
     * @param bothFamilies whether the wildcard {@code [::]} accepts IPv4 too, like that of a listener of the container
     * @param tls whether to use TLS; every certificate is accepted
     * @param proxyNetworks networks from which the frontend requires a PROXY header; may include this machine
     */
    HttpProbe(boolean bothFamilies, boolean tls, List<Network> proxyNetworks) {
        this.bothFamilies = bothFamilies;
        this.tls = tls;
        this.proxyNetworks = proxyNetworks;
    }

    @Override
    public String ask(InetSocketAddress address) {
        try (Socket plain = connected(target(address));
                Socket socket = tls ? TrustAllTls.wrap(plain) : plain) {
            socket.getOutputStream().write(CHECK.getBytes(StandardCharsets.US_ASCII));
            String status = status(socket.getInputStream());
            return status.equals(OK) ? "" : "answers with status " + status;
        } catch (SocketTimeoutException e) {
            return "no answer within " + TIMEOUT_MILLIS + " ms";
        } catch (IOException e) {
            return "cannot be reached: " + e.getMessage();
        }
    }

    private Socket connected(Endpoint endpoint) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(endpoint.toSocketAddress(), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            Address here = Address.of(socket.getLocalAddress());
            if (proxyNetworks.stream().anyMatch(network -> network.contains(here))) {
                socket.getOutputStream().write(PROXY_UNKNOWN.getBytes(StandardCharsets.US_ASCII));
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static String status(InputStream in) throws IOException {
        byte[] line = in.readNBytes(VERSION.length() + OK.length());
        String text = new String(line, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(VERSION)) {
            throw new IOException(line.length == 0 ? "the connection was closed" : "the answer is not HTTP");
        }
        return text.substring(VERSION.length());
    }

    private Endpoint target(InetSocketAddress bound) {
        Address address = Address.of(bound.getAddress());
        if (bound.getAddress().isAnyLocalAddress()) {
            address = bothFamilies || address.family() == Family.IPV4 ? IPV4_LOOPBACK : IPV6_LOOPBACK;
        }
        return new Endpoint(address, bound.getPort());
    }
}
