package dev.herald.admin.auth;

import dev.herald.bittorrent.Address;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;

/**
 * Where requests come from, if need be behind trusted reverse proxies. It is told from outside, because which headers of which
 * proxies are believed is known to the HTTP tracker, a frontend.
 *
 * @param of the address of the client of a request
 */
public record ClientAddresses(Function<HttpServletRequest, Address> of) {}
