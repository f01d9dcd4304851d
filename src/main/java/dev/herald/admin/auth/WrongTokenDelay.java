package dev.herald.admin.auth;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.KeyedHash;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Delays the responses to wrong tokens of networks that send many. Never delays a right token, so a program with an old token
 * locks out no other client of its network. The delayed response is the usual one, because torrust-index knows no other.
 *
 * <p>Counts wrong tokens by network and minute; an IPv6 address counts as its /64, which one machine can use as a whole. Networks
 * share a fixed number of counters: a count that is too high only delays the response to a wrong token.
 *
 * <p>Blocks a thread of the container, because Payara leaves CDI contexts behind when a request continues in another thread by an
 * {@code AsyncContext}, and logs five warnings each time. At most {@value #MAX_WAITING} requests wait; others are answered at
 * once. A token that Herald has made is too long to be guessed even so.
 */
public final class WrongTokenDelay {

    /** Wrong tokens of a network per minute that are not delayed. */
    static final int TOLERATED = 10;

    static final int COUNTERS = 4096;

    /** A quarter of the container's HTTP threads. */
    static final int MAX_WAITING = 4;

    /** Below the time-out of Torrust's clients, 5 s. */
    static final Duration DELAY = Duration.ofSeconds(1);

    private static final int COUNTER_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(COUNTERS);

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Function<HttpServletRequest, Address> clients;
    private final LongSupplier nanoTime;
    private final long firstSecret;
    private final long secondSecret;
    private final Sleeper sleeper;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    /** Guarded by this. */
    private final int[] counts = new int[COUNTERS];

    /** Start of the current minute; guarded by this. */
    private long minuteBegan;

    /** {@link Thread#sleep}. */
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    /**
     * Starts without counts.
     *
     * @param clients determines the address of a client, also behind trusted reverse proxies
     * @param nanoTime a clock like {@link System#nanoTime}
     * @param random source of the secret that maps networks to counters
     */
    public WrongTokenDelay(
            Function<HttpServletRequest, Address> clients, LongSupplier nanoTime, RandomGenerator random) {
        this(clients, nanoTime, random, time -> Thread.sleep(time.toMillis()));
    }

    WrongTokenDelay(
            Function<HttpServletRequest, Address> clients,
            LongSupplier nanoTime,
            RandomGenerator random,
            Sleeper sleeper) {
        this.clients = clients;
        this.nanoTime = nanoTime;
        this.firstSecret = random.nextLong();
        this.secondSecret = random.nextLong();
        this.minuteBegan = nanoTime.getAsLong();
        this.sleeper = sleeper;
    }

    /** Counts a wrong token or one-time code, and waits if its network has sent too many. */
    public void onWrongToken(HttpServletRequest request) {
        if (exceedsTolerated(clients.apply(request)) && waiting.tryAcquire()) {
            try {
                sleeper.sleep(DELAY);
            } catch (InterruptedException e) {
                // The container stops; the response need not wait.
                Thread.currentThread().interrupt();
            } finally {
                waiting.release();
            }
        }
    }

    private synchronized boolean exceedsTolerated(Address client) {
        long now = nanoTime.getAsLong();
        if (now - minuteBegan >= MINUTE) {
            Arrays.fill(counts, 0);
            minuteBegan = now;
        }
        long low = client.family() == Family.IPV4 ? client.low() : 0;
        int counter = (int) (KeyedHash.fold(client.high() ^ firstSecret, low ^ secondSecret) >>> COUNTER_SHIFT);
        return ++counts[counter] > TOLERATED;
    }
}
