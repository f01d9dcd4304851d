package dev.herald.payara;

import dev.herald.bittorrent.Address;
import dev.herald.http.HttpTracker;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.HttpCodecFilter;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;

/**
 * Normalizes the heads of requests before Payara reads them, and rejects those after which Payara would not know where the next request
 * begins.
 *
 * <p>Path and {@code Host}: Payara parses both for every request, before any filter. It answers invalid ones with an empty 200 and a long
 * log record; without {@code Host}, as in HTTP/1.0, it asks the name service for the name of this machine. libtorrent (qBittorrent,
 * Deluge) writes an IPv6 address without brackets into {@code Host} and would never get an answer. A tracker does not need that header, so
 * an invalid one is replaced. A path with an invalid escape becomes one that does not exist, or on the operator's listener one that is read
 * as it is written.
 *
 * <p>Other headers: Jersey and Payara parse some of them before a resource is called and reject what they cannot read, such as an invalid
 * {@code Content-Type}. A tracker reads none of them, so they are removed on the public listener.
 *
 * <p>Bodies (RFC 9112, 6.3): Payara ignores the body of TRACE, every transfer coding that does not begin with {@code chunked}, and late
 * chunks of HEAD, and reads what it ignored as the next request. Behind a reverse proxy that would be a request whose
 * {@code X-Forwarded-For} is not checked.
 *
 * <p>Tests: {@code HttpServerRules} for paths and headers, {@code BodyRules} and {@code ReverseProxiesIT} for bodies.
 */
final class RequestSanitizer {

    private static final String HOST = "tracker";
    private static final String NOT_FOUND_PATH = "/malformed";

    private static final int MAX_PORT = 65_535;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;

    /** At most 63 bits. */
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    /** A name, an IPv4 address or an IPv6 address in brackets, with or without a port (RFC 9110, 7.2). */
    private static final Pattern AUTHORITY = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[([^\\]]+)])(?::([0-9]{0,5}))?");

    private static final Set<String> UNSUPPORTED_METHODS = Set.of("TRACE", "CONNECT", "PRI");

    /** Headers that are read on the public listener; the user agent is read by the container's access log. */
    private static final Set<String> READ = Set.of("host", "x-forwarded-for", "forwarded", "user-agent");

    private final boolean operators;
    private final Method setExpectation;
    private final Method setFraming;

    /**
     * Creates the rules for one listener.
     *
     * @param operators whether it is the operator's listener
     * @throws ReflectiveOperationException if this version of Grizzly is not supported
     */
    RequestSanitizer(boolean operators) throws ReflectiveOperationException {
        this.operators = operators;
        setExpectation = HttpRequestPacket.class.getDeclaredMethod("requiresAcknowledgement", boolean.class);
        setExpectation.setAccessible(true);
        setFraming = HttpCodecFilter.class.getDeclaredMethod("setTransferEncodingOnParsing", HttpHeader.class);
        setFraming.setAccessible(true);
    }

    /**
     * Sanitizes one request.
     *
     * @param codec the filter that has parsed it
     * @return whether another request may follow on the connection
     * @throws RejectedRequest if the request must not be answered, or only with the status of its response; the connection is closed
     */
    boolean sanitize(HttpRequestPacket request, HttpCodecFilter codec) {
        boolean newest = "HTTP/1.1".equals(request.getProtocolString());
        if (!newest && !"HTTP/1.0".equals(request.getProtocolString())) {
            throw rejected(request, VERSION_NOT_SUPPORTED);
        }
        boolean withoutBody = isWithoutBody(request, newest);
        normalizeHost(request, newest);
        normalizePath(request);
        // Grizzly recognizes "close" only if it is the only token.
        boolean ends = !withoutBody || hasToken(values(request, "Connection"), "close");
        ignoreUpgrade(request, codec);
        if (!operators) {
            removeUnreadHeaders(request);
        }
        if (ends) {
            request.getProcessingState().setKeepAlive(false);
        }
        return request.getProcessingState().isKeepAlive();
    }

    /**
     * Returns whether the next request certainly begins after the head. The operator's listener accepts a content length too. Trackers
     * receive no bodies, so on the public listener a body always ends the connection.
     */
    private boolean isWithoutBody(HttpRequestPacket request, boolean newest) {
        String method = request.getMethod().toString();
        if (UNSUPPORTED_METHODS.contains(method)) {
            throw rejected(request, operators ? NOT_IMPLEMENTED : METHOD_NOT_ALLOWED);
        }
        List<String> codings = values(request, "Transfer-Encoding");
        List<String> lengths = values(request, "Content-Length");
        if (lengths.size() > 1 || !lengths.stream().allMatch(LENGTH.asMatchPredicate())) {
            throw new RejectedRequest("an invalid content length");
        }
        if (codings.isEmpty()) {
            return operators || lengths.stream().allMatch(length -> Long.parseLong(length) == 0);
        }
        boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
        if (!chunked || !lengths.isEmpty() || !newest || method.equals("HEAD")) {
            throw new RejectedRequest("a body of unknown length");
        }
        return false;
    }

    private static RejectedRequest rejected(HttpRequestPacket request, int status) {
        HttpResponsePacket response = request.getResponse();
        response.setStatus(status);
        // Grizzly closes the connection without this header, and a reverse proxy would send the next request over it.
        response.setHeader("Connection", "close");
        return new RejectedRequest("status " + status);
    }

    private static void normalizeHost(HttpRequestPacket request, boolean newest) {
        String host = request.getHeader("Host");
        boolean absent = host == null && !newest;
        if (absent || (host != null && !wellFormed(host))) {
            request.setHeader("Host", HOST);
        }
    }

    private void normalizePath(HttpRequestPacket request) {
        String path = request.getRequestURI();
        String normalized =
                operators || !HttpTracker.hasInvalidEscape(path) ? PathEscapes.normalize(path) : NOT_FOUND_PATH;
        if (!normalized.equals(path)) {
            request.setRequestURI(normalized);
        }
    }

    /**
     * Ignores an offer to change the protocol, such as the JDK's HTTP client sends for HTTP/2 with every request. Grizzly, which does not
     * support HTTP/2 here, would read everything that follows as bytes of the other protocol and wait for the end of the body forever.
     */
    private void ignoreUpgrade(HttpRequestPacket request, HttpCodecFilter codec) {
        if (request.isUpgrade()) {
            request.getUpgradeDC().recycle();
            request.setIgnoreContentModifiers(false);
            invoke(setFraming, codec, request);
        }
    }

    private void removeUnreadHeaders(HttpRequestPacket request) {
        List<String> names = new ArrayList<>();
        request.getHeaders().names().forEach(names::add);
        names.removeIf(name -> READ.contains(name.toLowerCase(Locale.ROOT)));
        names.forEach(request.getHeaders()::removeHeader);
        // No body is read, so the client must not be told to continue.
        invoke(setExpectation, request, false);
    }

    private static void invoke(Method method, Object target, Object argument) {
        try {
            method.invoke(target, argument);
        } catch (ReflectiveOperationException e) {
            throw new RejectedRequest("a head that Grizzly cannot process: " + e.getCause());
        }
    }

    private static List<String> values(HttpRequestPacket request, String name) {
        List<String> values = new ArrayList<>();
        request.getHeaders().values(name).forEach(values::add);
        return values;
    }

    /** Whether one of the lines of a header has a token in its list (RFC 9110, 5.6.1). */
    static boolean hasToken(List<String> lines, String token) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .anyMatch(element -> element.strip().equalsIgnoreCase(token));
    }

    static boolean wellFormed(String host) {
        Matcher authority = AUTHORITY.matcher(host);
        if (!authority.matches()) {
            return false;
        }
        String ipv6 = authority.group(1);
        String port = authority.group(2);
        return (ipv6 == null || Address.parse(ipv6).isPresent())
                && (port == null || port.isEmpty() || Integer.parseInt(port) <= MAX_PORT);
    }
}
