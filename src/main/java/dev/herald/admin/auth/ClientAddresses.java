package dev.herald.admin.auth;

import dev.herald.bittorrent.Address;
import jakarta.servlet.http.HttpServletRequest;

/** Determines the address of a client, also behind trusted reverse proxies. {@code app} implements it with the settings of HTTP. */
@FunctionalInterface
public interface ClientAddresses {

    /** The address of the client of a request. */
    Address of(HttpServletRequest request);
}
