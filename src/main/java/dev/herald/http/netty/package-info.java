/**
 * The Netty HTTP frontend: an adapter from Netty to {@link dev.herald.http.HttpTracker}, which answers the requests.
 *
 * <p>A connection stays on the event loop that accepted it. An {@link dev.herald.http.netty.HttpTransport} moves its bytes:
 * {@link dev.herald.http.netty.SocketTransport} on Linux, {@link dev.herald.http.netty.ChannelTransport} elsewhere and for TLS and PROXY
 * headers. {@link dev.herald.http.netty.HttpConnection} finds the requests in them, {@link dev.herald.http.netty.RequestHead} parses a
 * request, the tracker answers it before its method returns, and {@link dev.herald.http.netty.ResponseWriter} appends the response to one
 * buffer for all requests of a read.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>On Linux, sockets are read and written without Netty's channels, which cost more. A connection is accepted with its first bytes, so one for
 *       a single request is never registered with epoll: accept, read, write, close.
 *   <li>A connection without data is therefore accepted a second late, and its time limits start then.
 *   <li>The socket buffers are limited in both directions; otherwise a client that does not read its responses would fill megabytes. What such
 *       a client was sent last is lost, and TLS does not send close_notify.
 *   <li>If direct memory is exhausted, only the connection that needed it is closed. Responses that the socket takes at once need none.
 *   <li>The idle time of a client that does not read its responses ends with what its socket takes, not with what it has read.
 *   <li>Netty's HTTP codec is not used: it creates an object for every header, and a tracker needs none of them.
 *   <li>{@code Host} is ignored, even if HTTP/1.1 lacks it: there is one site only, and libtorrent sends IPv6 addresses without brackets.
 *   <li>A request with a body is answered, and its connection closed, so that a proxy cannot disagree about the start of the next request.
 *       Further input is discarded for a moment before the connection is closed; a reset would destroy the response.
 *   <li>A line that ends with LF alone is rejected, although RFC 9112 permits to accept it: proxies do not agree about it.
 *   <li>A connection over a limit is closed without a response, which would cost more than the limit saves.
 *   <li>There is no {@code Date} and no {@code Server}, because they cost bytes in every response.
 *   <li>Reverse proxies of {@code herald.http.trusted-proxies} have no limit of connections per address.
 * </ul>
 */
package dev.herald.http.netty;
