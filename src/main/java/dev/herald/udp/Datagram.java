package dev.herald.udp;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import java.nio.ByteBuffer;

/** A received datagram. Mutable: a transport {@linkplain #fill fills} the same instances again, so that none is allocated. */
public final class Datagram {

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private long senderHigh;
    private long senderLow;
    private int port;

    /** Sets the content, from position to limit, and the source address and port. */
    public Datagram fill(ByteBuffer content, Address sender, int sourcePort) {
        return fill(content, sender.high(), sender.low(), sourcePort);
    }

    /** Does the same for an address of two integers. */
    public Datagram fill(ByteBuffer content, long addressHigh, long addressLow, int sourcePort) {
        bytes = content;
        senderHigh = addressHigh;
        senderLow = addressLow;
        port = sourcePort;
        return this;
    }

    /** The content, from position to limit. Readers move the position. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** The source address. */
    public Address sender() {
        return new Address(senderHigh, senderLow);
    }

    /** Bytes 0 to 7 of the source address. */
    long senderHigh() {
        return senderHigh;
    }

    /** Bytes 8 to 15 of the source address. */
    long senderLow() {
        return senderLow;
    }

    /** The family of the source address. */
    Family family() {
        return Address.family(senderHigh, senderLow);
    }

    /** The source port, 0 to 65535. */
    public int port() {
        return port;
    }
}
