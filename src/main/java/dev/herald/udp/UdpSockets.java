package dev.herald.udp;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.PeriodicTask;
import dev.herald.net.EventLoops;
import dev.herald.net.ListenAddresses;
import dev.herald.net.LocalAddress;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The sockets of all event loops, one for each loop at every address. */
final class UdpSockets implements AutoCloseable {

    private static final Logger LOG = System.getLogger(UdpSockets.class.getName());

    private static final Address ANY_IPV4 = Address.ofIpv4(0);
    private static final Address ANY_IPV6 = new Address(0, 0);

    private final DatagramTransport transport;
    private final UdpSettings settings;
    private final SteeringHash partition;
    private final PeriodicTask following;
    private final EventLoops eventLoops;
    private final List<Service> services;

    /** Those at the addresses of the settings. */
    private final List<BoundSocket> sockets = new ArrayList<>();

    /** Present if wildcard addresses need more sockets. */
    private volatile Optional<AddressFollower> follower = Optional.empty();

    private boolean saidUnsteered;

    /**
     * Event loops that serve nothing yet.
     *
     * @param following of the addresses of this machine
     * @param handlers makes a handler for each loop and family, called on the thread of the loop
     */
    UdpSockets(
            DatagramTransport transport,
            UdpSettings settings,
            SteeringHash partition,
            PeriodicTask following,
            Function<Family, UdpHandler> handlers) {
        this.transport = transport;
        this.settings = settings;
        this.partition = partition;
        this.following = following;
        this.eventLoops =
                new EventLoops("herald-udp", transport.sharesPorts() ? settings.threads() : 1, transport.ioHandlers());
        this.services = eventLoops.all().stream()
                .map(loop -> new Service(loop, handlers))
                .toList();
    }

    /**
     * Binds every address and begins to answer.
     *
     * @return the addresses in the order of the settings with their real ports
     * @throws IOException naming the address that cannot be bound
     */
    List<Endpoint> bind() throws IOException {
        ListenAddresses addresses = new ListenAddresses("UDP", "herald.udp.bind", transport.ipv6TakesIpv4());
        List<Endpoint> bound = addresses.bind(settings.bind(), (endpoint, alone) -> {
            List<BoundSocket> opened = open(endpoint.toSocketAddress(), alone);
            sockets.addAll(opened);
            return opened.get(0).port();
        });
        if (!transport.answersFromAskedAddress() && transport.sharesPorts()) {
            follow(bound);
        }
        return bound;
    }

    /** How many event loops there are. */
    int loops() {
        return services.size();
    }

    /** How large the smallest receive buffer is that the kernel has granted. */
    int receiveBufferBytes() {
        return sockets.stream().mapToInt(BoundSocket::receiveBufferBytes).min().orElse(settings.receiveBufferBytes());
    }

    /** Datagrams that the kernel has dropped because a receive buffer was full. */
    long dropped() {
        return sockets.stream().mapToLong(BoundSocket::dropped).sum()
                + follower.map(AddressFollower::dropped).orElse(0L);
    }

    @Override
    public void close() {
        follower.ifPresent(AddressFollower::close);
        eventLoops.close();
    }

    /** Where the transport answers from the address of the socket, a wildcard address needs one at each address. */
    private void follow(List<Endpoint> bound) {
        List<LocalSockets> local = bound.stream()
                .filter(endpoint -> isAny(endpoint.address()))
                .map(wildcard ->
                        new LocalSockets(wildcard.port(), wanted(wildcard, bound), address -> open(address, false)))
                .toList();
        if (!local.isEmpty()) {
            AddressFollower started = new AddressFollower(local, LocalAddress::all, following);
            follower = Optional.of(started);
            started.start();
        }
    }

    /** Addresses that the wildcard stands for and that have no socket by the settings. */
    private Predicate<LocalAddress> wanted(Endpoint wildcard, List<Endpoint> bound) {
        boolean both = wildcard.address().equals(ANY_IPV6)
                && transport.ipv6TakesIpv4()
                && !bound.contains(new Endpoint(ANY_IPV4, wildcard.port()));
        return local -> (both || local.family() == wildcard.address().family())
                && !bound.contains(new Endpoint(local.address(), wildcard.port()));
    }

    private static boolean isAny(Address address) {
        return address.equals(ANY_IPV4) || address.equals(ANY_IPV6);
    }

    /** Opens a socket for each loop, or none if it fails. */
    private List<BoundSocket> open(InetSocketAddress address, boolean alone) throws IOException {
        List<BoundSocket> opened = new ArrayList<>();
        boolean complete = false;
        try {
            opened.add(transport.bind(address, alone, services.get(0)));
            InetSocketAddress same =
                    new InetSocketAddress(address.getAddress(), opened.get(0).port());
            for (Service other : services.subList(1, services.size())) {
                opened.add(transport.bind(same, false, other));
            }
            steer(opened);
            complete = true;
            return opened;
        } finally {
            if (!complete) {
                opened.forEach(BoundSocket::close);
            }
        }
    }

    /** Announces of one torrent all go to one loop, if the kernel can do that; else they go where their sender's others go. */
    private void steer(List<BoundSocket> sharing) {
        if (sharing.size() == 1) {
            return;
        }
        try {
            sharing.get(0).steer(partition, sharing.size());
        } catch (IOException e) {
            LOG.log(
                    saidUnsteered ? Level.DEBUG : Level.INFO,
                    "UDP event loops share torrents, as the kernel cannot keep them apart: {0}",
                    e.getMessage());
            saidUnsteered = true;
        }
    }

    /** A loop and its handlers, which the sockets of a family share. */
    private final class Service implements DatagramTransport.Service {

        private final EventLoop loop;
        private final Function<Family, UdpHandler> make;

        /** Touched by the loop alone. */
        private final Map<Family, UdpHandler> handlers = new EnumMap<>(Family.class);

        Service(EventLoop loop, Function<Family, UdpHandler> make) {
            this.loop = loop;
            this.make = make;
        }

        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public int receiveBufferBytes() {
            return settings.receiveBufferBytes();
        }

        @Override
        public UdpHandler handler(Family family) {
            return handlers.computeIfAbsent(family, make);
        }

        @Override
        public boolean passOn(DatagramPacket datagram) {
            return follower.isPresent() && follower.get().passOn(datagram, loop);
        }
    }
}
