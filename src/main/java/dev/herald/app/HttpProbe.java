package dev.herald.app;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Doors;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;

/** Asks the HTTP tracker for its health check, over the network, as any client can. */
final class HttpProbe implements Doors.Probe {

    private static final int TIMEOUT_MILLIS = 2000;
    private static final Address IPV4_LOOPBACK = Address.ofIpv4(0x7f00_0001);
    private static final Address IPV6_LOOPBACK = new Address(0, 1);

    private final boolean everyFamily;
    private final String scheme;

    private HttpProbe(boolean everyFamily, String scheme) {
        this.everyFamily = everyFamily;
        this.scheme = scheme;
    }

    /** Asks a listener of Java's: one on a wildcard takes IPv4, on [::] too, and on a machine without IPv6 nothing else. */
    static HttpProbe ofListener() {
        return new HttpProbe(true, "http");
    }

    /** Asks a listener whose wildcard takes its own family alone. */
    static HttpProbe ofOneFamily() {
        return new HttpProbe(false, "http");
    }

    /** The same, over TLS with whatever certificate: whether it is a good one is another question. */
    HttpProbe overTls() {
        return new HttpProbe(everyFamily, "https");
    }

    @Override
    public String ask(InetSocketAddress address) {
        try {
            URI check = URI.create(scheme + "://" + near(address) + "/health_check");
            HttpURLConnection connection = (HttpURLConnection) check.toURL().openConnection();
            AnyCertificate.accept(connection);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            try {
                int status = connection.getResponseCode();
                return status == HttpURLConnection.HTTP_OK ? "" : "answers with status " + status;
            } finally {
                connection.disconnect();
            }
        } catch (SocketTimeoutException e) {
            return "no answer within " + TIMEOUT_MILLIS + " ms";
        } catch (IOException e) {
            return "cannot be asked: " + e.getMessage();
        }
    }

    private Endpoint near(InetSocketAddress bound) {
        Address address = Address.of(bound.getAddress());
        if (bound.getAddress().isAnyLocalAddress()) {
            address = everyFamily || address.family() == Family.IPV4 ? IPV4_LOOPBACK : IPV6_LOOPBACK;
        }
        return new Endpoint(address, bound.getPort());
    }
}
