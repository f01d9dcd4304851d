package dev.herald.udp.transport;

import dev.herald.bittorrent.Family;
import dev.herald.udp.UdpTracker;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An event loop of the server.
 *
 * @param netty the event loop
 * @param trackers returns the tracker of a family, which the sockets share; must be called on the thread of the event loop
 * @param forwarder forwards a datagram that a wildcard socket has received to the socket of its destination, and returns whether it was
 *     retained and forwarded; if not, the caller answers it
 */
record UdpEventLoop(EventLoop netty, Function<Family, UdpTracker> trackers, Predicate<DatagramPacket> forwarder) {}
