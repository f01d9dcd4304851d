package dev.herald.udp;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import java.nio.ByteBuffer;

/**
 * A datagram that has come. A transport {@linkplain #fill fills} the same ones again and again, so that none is allocated; whoever
 * wants to know something of it later copies that.
 */
final class Datagram {

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private long senderHigh;
    private long senderLow;
    private int port;

    /**
     * Makes it another datagram.
     *
     * @param bytes what has come, big-endian, from the position to the limit
     * @param sender where it came from
     * @param port the port it came from, 0 to 65535
     * @return this datagram
     */
    Datagram fill(ByteBuffer bytes, Address sender, int port) {
        return fill(bytes, sender.high(), sender.low(), port);
    }

    /** The same for an address that is kept as two numbers. */
    Datagram fill(ByteBuffer bytes, long senderHigh, long senderLow, int port) {
        this.bytes = bytes;
        this.senderHigh = senderHigh;
        this.senderLow = senderLow;
        this.port = port;
        return this;
    }

    /** What has come, from the position to the limit; who reads it moves the position. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Where it came from. */
    Address sender() {
        return new Address(senderHigh, senderLow);
    }

    /** Bytes 0 to 7 of the address that it came from. */
    long senderHigh() {
        return senderHigh;
    }

    /** Bytes 8 to 15 of the address that it came from. */
    long senderLow() {
        return senderLow;
    }

    /** The family of the sender. */
    Family family() {
        return Address.family(senderHigh, senderLow);
    }

    /** The port it came from, 0 to 65535. */
    int port() {
        return port;
    }
}
