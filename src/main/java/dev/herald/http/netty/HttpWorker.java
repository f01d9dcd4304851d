package dev.herald.http.netty;

import dev.herald.http.HttpTracker;

/**
 * What all connections of one event loop share: it is used by one thread, and by one request at a time.
 *
 * @param tracker answers requests
 * @param admission counts connections
 * @param head reads requests
 * @param writer writes answers
 * @param deadlines ends what takes too long
 * @param idleSeconds how long a connection may stay open without a request
 * @param headerSeconds how long a request may take to come
 */
record HttpWorker(
        HttpTracker tracker,
        ConnectionLimiter admission,
        RequestHead head,
        ResponseWriter writer,
        Deadlines deadlines,
        int idleSeconds,
        int headerSeconds) {}
