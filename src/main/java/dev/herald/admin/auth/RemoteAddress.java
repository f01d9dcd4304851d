package dev.herald.admin.auth;

import dev.herald.bittorrent.Address;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** Where a request of the operator's side comes from. */
public final class RemoteAddress {

    /** For a request whose connection is gone; nobody is there. */
    private static final Address UNSPECIFIED = new Address(0, 0);

    private RemoteAddress() {}

    /** The address of the connection, without its zone. */
    public static Address of(HttpServletRequest request) {
        String text = Objects.requireNonNullElse(request.getRemoteAddr(), "");
        int zone = text.indexOf('%');
        return Address.parse(zone < 0 ? text : text.substring(0, zone)).orElse(UNSPECIFIED);
    }
}
