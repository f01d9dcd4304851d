package dev.herald.net;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** Proves that addresses are free, and finds ports for those that ask for any. */
public final class FreeAddresses {

    private static final Logger LOG = System.getLogger(FreeAddresses.class.getName());

    private final String protocol;
    private final String key;
    private final Trial trial;
    private final boolean machineHasIpv6;

    /** Binds an address without sharing it, frees it again, and returns the port it had. */
    @FunctionalInterface
    public interface Trial {
        /** Tries one address, whose port may be 0 for a free one. */
        int bindOnce(Endpoint endpoint) throws IOException;
    }

    /**
     * Addresses of one setting.
     *
     * @param protocol what is spoken there, for people
     * @param key of the setting, for people
     */
    public FreeAddresses(String protocol, String key, Trial trial) {
        this(protocol, key, trial, Ipv6.here());
    }

    FreeAddresses(String protocol, String key, Trial trial, boolean machineHasIpv6) {
        this.protocol = protocol;
        this.key = key;
        this.trial = trial;
        this.machineHasIpv6 = machineHasIpv6;
    }

    /**
     * The same addresses with real ports. Addresses that leave the port open get the same one, if it is free on all of them.
     * On a machine without IPv6 its addresses are left out.
     *
     * @throws IOException naming the address that is taken or not of this machine
     */
    public List<Endpoint> find(List<Endpoint> wanted) throws IOException {
        List<Endpoint> found = new ArrayList<>();
        int openPort = 0;
        for (Endpoint endpoint : wanted) {
            if (endpoint.address().family() == Family.IPV6 && !machineHasIpv6) {
                LOG.log(Level.INFO, "This machine has no IPv6: {0} {1} is left out", protocol, endpoint);
                continue;
            }
            int port = endpoint.port() == 0 ? open(endpoint.address(), openPort) : bindOnce(endpoint);
            openPort = endpoint.port() == 0 ? port : openPort;
            found.add(new Endpoint(endpoint.address(), port));
        }
        if (found.isEmpty()) {
            throw new IOException(key + " has IPv6 addresses only, but this machine has no IPv6");
        }
        return found;
    }

    private int open(Address address, int preferred) throws IOException {
        if (preferred != 0) {
            try {
                return bindOnce(new Endpoint(address, preferred));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "The same port is not free on every address", e);
            }
        }
        return bindOnce(new Endpoint(address, 0));
    }

    private int bindOnce(Endpoint endpoint) throws IOException {
        try {
            return trial.bindOnce(endpoint);
        } catch (IOException e) {
            throw refused(endpoint, e);
        }
    }

    /** What people are told when an address cannot be bound. */
    public IOException refused(Endpoint endpoint, Throwable cause) {
        // Netty's native message is "bind(..) failed with error(-98): Address already in use".
        String message = String.valueOf(cause.getMessage());
        int colon = message.lastIndexOf(": ");
        String reason = colon < 0 ? message : message.substring(colon + 2);
        return new IOException(protocol + " " + endpoint + " (" + key + ") cannot be bound: " + reason, cause);
    }
}
