package dev.herald.payara;

import dev.herald.bittorrent.Address;
import dev.herald.http.HttpTracker;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts the heads of requests in order before the container reads them, and refuses those after which it would not know where
 * the next request begins.
 *
 * <p>Path and Host header: Payara's HTTP server takes both apart for every request, before any filter: what it cannot read it
 * answers with an empty 200 and a long log record, and where there is no Host, as in HTTP/1.0, it asks the name service for
 * this machine's name. libtorrent (qBittorrent, Deluge) writes an IPv6 address without brackets into Host, and would never get
 * an answer. No rule of a tracker needs that header, so what is not well formed is replaced; a path with a bad escape becomes
 * one that is not found, or on the operator's listener one that is read as it is written.
 *
 * <p>Other headers: Jersey and the server take some apart before a resource is asked, and refuse what they cannot read, such as
 * a broken Content-Type. A tracker reads none of them, so on the public listener they are taken away.
 *
 * <p>Bodies (RFC 9112, 6.3): the server ignores the body of TRACE, every transfer coding that does not begin with
 * {@code chunked}, and chunks of HEAD that come late, and reads what it ignored as the next request. Behind a reverse proxy
 * that would be a request whose {@code X-Forwarded-For} nobody has checked.
 */
final class RequestSanitizer {

    private static final String HOST = "tracker";
    private static final String NOWHERE = "/malformed";
    private static final int MOST_PORT_DIGITS = 5;

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;

    /** How many digits surely are no overflow of 63 bits. */
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private static final String CONTENT_LENGTH = "Content-Length";
    private static final String TRANSFER_ENCODING = "Transfer-Encoding";

    /** What is read on the public listener; the user agent by the container's access log. */
    private static final Set<String> READ = Set.of("host", "x-forwarded-for", "forwarded", "user-agent");

    private final boolean operators;
    private final Class<?> request;
    private final Method header;
    private final Method setHeader;
    private final Method headers;
    private final Method values;
    private final Method names;
    private final Method removeHeader;
    private final Method expect;
    private final Method upgrade;
    private final Method recycle;
    private final Method isUpgrade;
    private final Method ignoreFraming;
    private final Method setFraming;
    private final Method protocol;
    private final Method method;
    private final Method path;
    private final Method setPath;
    private final Method response;
    private final Method setStatus;
    private final Method state;
    private final Method isKeepAlive;
    private final Method setKeepAlive;

    /**
     * Rules for one listener.
     *
     * @param container the class loader of the container
     * @param operators whether it is the operator's
     * @throws ReflectiveOperationException if the container is not one that is known
     */
    RequestSanitizer(ClassLoader container, boolean operators) throws ReflectiveOperationException {
        this.operators = operators;
        request = container.loadClass("org.glassfish.grizzly.http.HttpRequestPacket");
        Class<?> packet = container.loadClass("org.glassfish.grizzly.http.HttpHeader");
        header = packet.getMethod("getHeader", String.class);
        setHeader = packet.getMethod("setHeader", String.class, String.class);
        headers = packet.getMethod("getHeaders");
        values = headers.getReturnType().getMethod("values", String.class);
        names = headers.getReturnType().getMethod("names");
        removeHeader = headers.getReturnType().getMethod("removeHeader", String.class);
        expect = request.getDeclaredMethod("requiresAcknowledgement", boolean.class);
        expect.setAccessible(true);
        upgrade = packet.getMethod("getUpgradeDC");
        recycle = upgrade.getReturnType().getMethod("recycle");
        isUpgrade = packet.getMethod("isUpgrade");
        ignoreFraming = packet.getMethod("setIgnoreContentModifiers", boolean.class);
        setFraming = container
                .loadClass("org.glassfish.grizzly.http.HttpCodecFilter")
                .getDeclaredMethod("setTransferEncodingOnParsing", packet);
        setFraming.setAccessible(true);
        protocol = packet.getMethod("getProtocolString");
        method = request.getMethod("getMethod");
        path = request.getMethod("getRequestURI");
        setPath = request.getMethod("setRequestURI", String.class);
        response = request.getMethod("getResponse");
        setStatus = response.getReturnType().getMethod("setStatus", int.class);
        state = packet.getMethod("getProcessingState");
        isKeepAlive = state.getReturnType().getMethod("isKeepAlive");
        setKeepAlive = state.getReturnType().getMethod("setKeepAlive", boolean.class);
    }

    /**
     * Puts one in order.
     *
     * @param packet what the server has parsed
     * @param codec which has parsed it
     * @return whether another request may follow on its connection
     * @throws RejectedRequest if the connection must be closed instead of answering it
     */
    boolean mend(Object packet, Object codec) throws ReflectiveOperationException {
        if (!request.isInstance(packet)) {
            return true;
        }
        String version = (String) protocol.invoke(packet);
        boolean newest = "HTTP/1.1".equals(version);
        if (!newest && !"HTTP/1.0".equals(version)) {
            throw refused(packet, VERSION_NOT_SUPPORTED);
        }
        boolean plain = isWithoutBody(packet, newest);
        mendHost(packet, newest);
        mendPath(packet);
        // The server knows "close" only if it stands alone.
        boolean ends = !plain || hasToken(all(packet, "Connection"), "close");
        keepProtocol(packet, codec);
        if (!operators) {
            dropUnread(packet);
        }
        Object connection = state.invoke(packet);
        if (ends) {
            setKeepAlive.invoke(connection, false);
        }
        return (boolean) isKeepAlive.invoke(connection);
    }

    /**
     * Whether what comes after the head is the next request for sure. The operator's listener trusts a length, too; nobody sends
     * a tracker a body, so that there one always ends the connection.
     */
    private boolean isWithoutBody(Object packet, boolean newest) throws ReflectiveOperationException {
        String name = method.invoke(packet).toString();
        switch (name) {
            case "TRACE", "CONNECT", "PRI" -> throw refused(packet, operators ? NOT_IMPLEMENTED : METHOD_NOT_ALLOWED);
            default -> {
                List<String> codings = all(packet, TRANSFER_ENCODING);
                List<String> lengths = all(packet, CONTENT_LENGTH);
                if (codings.isEmpty()) {
                    return isLength(lengths) && (operators || lengths.stream().allMatch(text -> isZero(text)));
                }
                boolean chunked = codings.size() == 1
                        && codings.get(0).equalsIgnoreCase("chunked")
                        && lengths.isEmpty()
                        && newest
                        && !name.equals("HEAD");
                if (!chunked) {
                    throw new RejectedRequest("a body of unknown length");
                }
                return false;
            }
        }
    }

    private static boolean isLength(List<String> lengths) {
        if (lengths.size() > 1
                || (lengths.size() == 1 && !LENGTH.matcher(lengths.get(0)).matches())) {
            throw new RejectedRequest("a length that is none");
        }
        return true;
    }

    private static boolean isZero(String length) {
        return Long.parseLong(length) == 0;
    }

    private RejectedRequest refused(Object packet, int status) throws ReflectiveOperationException {
        Object answer = response.invoke(packet);
        setStatus.invoke(answer, status);
        // The server closes the connection without saying so, and a reverse proxy would send the next request over it.
        setHeader.invoke(answer, "Connection", "close");
        return new RejectedRequest("status " + status);
    }

    private void mendHost(Object packet, boolean newest) throws ReflectiveOperationException {
        String host = (String) header.invoke(packet, "Host");
        boolean absent = host == null && !newest;
        if (absent || (host != null && !wellFormed(host))) {
            setHeader.invoke(packet, "Host", HOST);
        }
    }

    private void mendPath(Object packet) throws ReflectiveOperationException {
        String asked = (String) path.invoke(packet);
        String mended = operators || !HttpTracker.badlyEscaped(asked) ? PathEscapes.mended(asked) : NOWHERE;
        if (!mended.equals(asked)) {
            setPath.invoke(packet, mended);
        }
    }

    /**
     * Forgets an offer to change the protocol, such as the JDK's HTTP client makes for HTTP/2 with every request: the server, which
     * does not speak that here, would take all that follows for bytes of another protocol, and wait for ever for the end of a body.
     */
    private void keepProtocol(Object packet, Object codec) throws ReflectiveOperationException {
        if ((boolean) isUpgrade.invoke(packet)) {
            recycle.invoke(upgrade.invoke(packet));
            ignoreFraming.invoke(packet, false);
            setFraming.invoke(codec, packet);
        }
    }

    private void dropUnread(Object packet) throws ReflectiveOperationException {
        Object all = headers.invoke(packet);
        List<String> unread = new ArrayList<>();
        for (Object name : (Iterable<?>) names.invoke(all)) {
            if (!READ.contains(name.toString().toLowerCase(Locale.ROOT))) {
                unread.add(name.toString());
            }
        }
        for (String name : unread) {
            removeHeader.invoke(all, name);
        }
        // The body that a client asks whether to send is not wanted.
        expect.invoke(packet, false);
    }

    private List<String> all(Object packet, String name) throws ReflectiveOperationException {
        List<String> all = new ArrayList<>();
        for (Object value : (Iterable<?>) values.invoke(headers.invoke(packet), name)) {
            all.add(value.toString());
        }
        return all;
    }

    /** Whether one of the header's lines has that token in its list (RFC 9110, 5.6.1). */
    static boolean hasToken(List<String> lines, String token) {
        for (String line : lines) {
            for (String element : line.toLowerCase(Locale.ROOT).split(",", -1)) {
                if (element.strip().equals(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A name, an IPv4 address or an IPv6 address in brackets, with or without a port (RFC 9110, 7.2). */
    static boolean wellFormed(String host) {
        int portAt = host.lastIndexOf(':');
        boolean bracketed = host.startsWith("[");
        if (bracketed && host.endsWith("]")) {
            portAt = -1;
        }
        String name = portAt < 0 ? host : host.substring(0, portAt);
        String port = portAt < 0 ? "" : host.substring(portAt + 1);
        if (bracketed) {
            return name.endsWith("]")
                    && Address.parse(name.substring(1, name.length() - 1)).isPresent()
                    && isPort(port);
        }
        return name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '.'
                                || c == '-'
                                || c == '_')
                && !name.isEmpty()
                && isPort(port);
    }

    private static boolean isPort(String digits) {
        return digits.length() <= MOST_PORT_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.isEmpty() || Integer.parseInt(digits) <= 65535);
    }
}
