package dev.herald.net;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of the URLs that are shown to people.
 *
 * @param name a host name or an address; empty for the addresses of this machine ({@code herald.public-host})
 */
public record PublicHost(String name) {

    private static final int MAX_LENGTH = 253;

    /** Labels of letters, digits and hyphens (RFC 1123, 2.1). */
    private static final Pattern HOST_NAME =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?([.][A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*[.]?");

    /** Validates the name. */
    public PublicHost {
        boolean valid = name.isEmpty()
                || Address.parse(name).isPresent()
                || (name.length() <= MAX_LENGTH && HOST_NAME.matcher(name).matches());
        if (!valid) {
            throw new IllegalArgumentException(
                    "herald.public-host must be a name such as tracker.example.org or an address, without protocol and port,"
                            + " but is "
                            + name);
        }
    }

    /** The host as it is written in a URL, an IPv6 address in brackets; empty if none is set. */
    public Optional<String> inUrl() {
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(Address.parse(name).map(PublicHost::inUrl).orElse(name));
    }

    /** An address as it is written in a URL. */
    static String inUrl(Address address) {
        return address.family() == Family.IPV4 ? address.toString() : "[" + address + "]";
    }
}
