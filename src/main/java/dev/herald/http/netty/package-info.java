/**
 * The Netty HTTP frontend: a thin adapter on Netty to {@link dev.herald.http.HttpTracker}, which has every rule.
 *
 * <p>A connection stays on the event loop that accepted it. {@link dev.herald.http.netty.HttpConnection} is what is said over
 * it: {@link dev.herald.http.netty.HeadEnd} finds where a request ends in the bytes that have come,
 * {@link dev.herald.http.netty.RequestHead} reads it, the tracker answers before its call returns, and
 * {@link dev.herald.http.netty.ResponseWriter} appends the answer to one buffer for all requests of a read. A
 * {@link dev.herald.http.netty.HttpTransport} carries it: {@link dev.herald.http.netty.SocketTransport} on Linux, and
 * {@link dev.herald.http.netty.ChannelTransport} elsewhere and where another handler stands between.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Where epoll loads, sockets are read and written without Netty's channels, which cost as much as all the rest of a request
 *       outside the kernel. Netty still waits for them and calls the kernel. A connection is accepted with its first bytes, so one
 *       for a single request is never registered with epoll: accept, read, write, close.
 *   <li>A connection that says nothing is therefore accepted a second late, and its time begins then.
 *   <li>The kernel is told to keep little for each connection, in both directions, where it would let a client who does not read
 *       its answers fill megabytes. What such a client is sent last is lost: TLS does not even try to say that it is the end.
 *   <li>That memory outside the heap is short ends the connection that needed some. Answers that leave at once need none.
 *   <li>The time of a client that does not read its answers is measured by what it lets the kernel take, not by what it has read.
 *   <li>Netty's HTTP codec is not used: it makes an object of every header, and a tracker needs none of them.
 *   <li>{@code Host} is not looked at, not even whether HTTP/1.1 has one: there is one site only, and libtorrent writes IPv6
 *       addresses there without brackets.
 *   <li>A request with a body is answered and its connection closed, so that nobody can disagree about where the next one begins.
 *       The answer is read because what follows is thrown away for a moment before the connection is closed for good.
 *   <li>A line that ends with LF alone is refused, although RFC 9112 allows to take it: proxies do not agree about it.
 *   <li>Whoever is over a limit is closed without a word: a word would cost more than the limit saves.
 *   <li>There is no {@code Date} and no {@code Server}, as every byte of an answer is paid for a million times.
 *   <li>Reverse proxies of {@code herald.http.trusted-proxies} have as many connections as they like.
 * </ul>
 */
package dev.herald.http.netty;
