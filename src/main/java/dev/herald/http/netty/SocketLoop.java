package dev.herald.http.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.IoEventLoop;

/**
 * What all sockets of one event loop share.
 *
 * @param eventLoop tells when they are ready
 * @param in what was read last
 * @param out answers that have not been written yet; empty between two conversations
 */
record SocketLoop(IoEventLoop eventLoop, ByteBuf in, ByteBuf out) {}
