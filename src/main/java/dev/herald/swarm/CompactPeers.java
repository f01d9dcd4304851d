package dev.herald.swarm;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Compact peers: address and port, 6 bytes (BEP 23) or 18 (BEP 7), in network order. */
final class CompactPeers {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private CompactPeers() {}

    static void write(byte[] target, int offset, Family family, long addressHigh, long addressLow, int port) {
        if (family == Family.IPV4) {
            INT.set(target, offset, (int) addressLow);
        } else {
            LONG.set(target, offset, addressHigh);
            LONG.set(target, offset + 8, addressLow);
        }
        SHORT.set(target, offset + family.addressBytes(), (short) port);
    }

    /** Whether this entry has that address, whatever its port. */
    static boolean isAt(byte[] source, int offset, Family family, long addressHigh, long addressLow) {
        return family == Family.IPV4
                ? ipv4(source, offset) == (int) addressLow
                : (long) LONG.get(source, offset + 8) == addressLow && (long) LONG.get(source, offset) == addressHigh;
    }

    private static int ipv4(byte[] source, int offset) {
        return (int) INT.get(source, offset);
    }

    /** The upper half of the 16-byte form of the address. */
    static long high(byte[] source, int offset, Family family) {
        return family == Family.IPV4 ? 0 : (long) LONG.get(source, offset);
    }

    /** The lower half of the 16-byte form of the address. */
    static long low(byte[] source, int offset, Family family) {
        return family == Family.IPV4 ? Address.mapped(ipv4(source, offset)) : (long) LONG.get(source, offset + 8);
    }

    static int port(byte[] source, int offset, Family family) {
        return (short) SHORT.get(source, offset + family.addressBytes()) & 0xffff;
    }

    static long word(byte[] source, int offset) {
        return (long) LONG.get(source, offset);
    }

    static void word(byte[] target, int offset, long word) {
        LONG.set(target, offset, word);
    }

    /** Lets {@code length} bytes change places. */
    static void exchange(byte[] one, int at, byte[] other, int otherAt, int length) {
        for (int i = 0; i < length; i++) {
            byte kept = one[at + i];
            one[at + i] = other[otherAt + i];
            other[otherAt + i] = kept;
        }
    }
}
