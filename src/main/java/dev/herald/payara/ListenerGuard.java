package dev.herald.payara;

import dev.herald.bittorrent.Address;
import dev.herald.payara.GrizzlyListeners.OpenListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.ConnectionProbe;
import org.glassfish.grizzly.http.HttpCodecFilter;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpProbe;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.monitoring.MonitoringConfig;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOServerConnection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;

/**
 * Enforces connection limits and sanitizes the requests of one open listener, by Grizzly's monitoring probes: Payara limits neither
 * connections nor the time of a request ({@code ListenerLimitsIT}). If a probe throws while a head is parsed, Grizzly answers with the
 * status of the response, or 400, and closes the connection.
 */
@SuppressWarnings("rawtypes") // the probes take raw connections
final class ListenerGuard implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ListenerGuard.class.getName());

    private final RequestSanitizer sanitizer;
    private final ListenerConnections connections;

    /** Remove the probes. */
    private final List<Runnable> removals = new ArrayList<>();

    /**
     * Installs the probes.
     *
     * @throws ReflectiveOperationException if this version of Grizzly is not supported; then none is installed
     */
    ListenerGuard(OpenListener listener, RequestSanitizer sanitizer, ListenerConnections connections)
            throws ReflectiveOperationException {
        this.sanitizer = sanitizer;
        this.connections = connections;
        try {
            install(listener);
        } catch (ReflectiveOperationException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void install(OpenListener listener) throws ReflectiveOperationException {
        TCPNIOTransport transport = listener.transport();
        add(transport.getConnectionMonitoringConfig(), new ConnectionProbe.Adapter() {
            @Override
            public void onCloseEvent(Connection connection) {
                connections.closed(connection);
            }
        });
        // A listening socket copies the probes of its transport when it is bound, so it needs its own.
        Field sockets = TCPNIOTransport.class.getDeclaredField("serverConnections");
        sockets.setAccessible(true);
        for (Object socket : (Collection<?>) sockets.get(transport)) {
            add(((TCPNIOServerConnection) socket).getMonitoringConfig(), new ConnectionProbe.Adapter() {
                @Override
                public void onAcceptEvent(Connection server, Connection accepted) {
                    accepted((NIOConnection) accepted);
                }
            });
        }
        for (HttpCodecFilter codec : listener.filters(HttpCodecFilter.class)) {
            add(codec.getMonitoringConfig(), new HttpProbe.Adapter() {
                @Override
                public void onDataReceivedEvent(Connection connection, Buffer buffer) {
                    connections.received(connection);
                }

                @Override
                public void onHeaderParseEvent(Connection connection, HttpHeader header, int size) {
                    parsed((NIOConnection) connection, header, codec);
                }
            });
        }
    }

    @SuppressWarnings("unchecked") // arrays of one probe, which are only read
    private <P> void add(MonitoringConfig<P> monitoring, P probe) {
        monitoring.addProbes(probe);
        removals.add(() -> monitoring.removeProbes(probe));
    }

    @Override
    public void close() {
        for (Runnable removal : removals) {
            try {
                removal.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A probe could not be removed from the container", e);
            }
        }
        connections.clear();
    }

    /** Closes connections that have exceeded a time limit. */
    void closeTimedOut() {
        for (Object connection : connections.timedOut()) {
            ((Connection) connection).terminateSilently();
        }
    }

    private void accepted(NIOConnection connection) {
        // The address is null if the client has disconnected already.
        boolean admitted = connection.getPeerAddress() instanceof InetSocketAddress peer
                && connections.opened(connection, Address.of(peer.getAddress()));
        if (!admitted) {
            connection.terminateSilently();
        }
    }

    private void parsed(NIOConnection connection, HttpHeader header, HttpCodecFilter codec) {
        if (!connections.acceptsRequest(connection)) {
            connection.terminateSilently();
            throw new RejectedRequest("another request after the last");
        }
        if (connections.areLimited() && connection.getAsyncWriteQueue().spaceInBytes() > 0) {
            // Otherwise a thread of the container would wait for a client that sends requests faster than it reads
            // answers.
            connection.terminateSilently();
            throw new RejectedRequest("unread answers");
        }
        // No request may follow if this one is rejected.
        connections.setLastRequest(connection, true);
        try {
            connections.setLastRequest(
                    connection, header instanceof HttpRequestPacket request && !sanitizer.sanitize(request, codec));
        } catch (RejectedRequest e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RejectedRequest("a head that Grizzly cannot parse: " + e);
        }
    }
}
