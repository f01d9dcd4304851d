package dev.herald.app;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
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

    @Override
    public String ask(InetSocketAddress address) {
        try {
            URI check = URI.create("http://" + near(address) + "/health_check");
            HttpURLConnection connection = (HttpURLConnection) check.toURL().openConnection();
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

    /** A listener of Java's on a wildcard takes IPv4, on [::] too; on a machine without IPv6 it takes nothing else. */
    private static Endpoint near(InetSocketAddress bound) {
        boolean everywhere = bound.getAddress().isAnyLocalAddress();
        return new Endpoint(everywhere ? IPV4_LOOPBACK : Address.of(bound.getAddress()), bound.getPort());
    }
}
