package dev.herald.net;

import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;

/** IPv6 as this machine has it. */
public final class Ipv6 {

    private Ipv6() {}

    /** Whether any network interface has an IPv6 address that Java can use. */
    public static boolean here() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(Inet6Address.class::isInstance);
        } catch (SocketException e) {
            return false;
        }
    }
}
