package dev.herald.access;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One access decision, in random order, with {@link #torrents} listed torrents and a tenth as many keys. This is the whole cost of
 * access control in an announce.
 *
 * <p>{@code mvn -Pbench -Dbench="AccessBenchmark -prof gc"}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseTransparentHugePages")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AccessBenchmark {

    private static final long NOW = 1_700_000_000L;

    /** Number of listed torrents. */
    @Param({"1000", "100000", "1000000"})
    public int torrents;

    private final InfoHash[] known = new InfoHash[1 << 16];
    private final InfoHash[] unknown = new InfoHash[1 << 16];
    private final byte[][] keyTexts = new byte[1 << 16][];
    private final AccessKey[] keys = new AccessKey[1 << 16];
    private final AnnounceRequest request = new AnnounceRequest().received(AccessKey.NONE, NOW);
    private Access open;
    private Access restricted;
    private int next;

    /** Fills the lists and selects random requests. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        open = new Access(AccessSettings.PUBLIC, random, infoHash -> {});
        restricted = new Access(new AccessSettings(true, true, true), random, infoHash -> {});
        for (int i = 0; i < torrents; i++) {
            restricted.list(torrent(i));
        }
        for (int i = 0; i < known.length; i++) {
            known[i] = torrent(random.nextInt(torrents));
            unknown[i] = torrent(-1 - i);
        }
        String[] texts = new String[torrents / 10];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = Long.toHexString(random.nextLong() | Long.MIN_VALUE)
                    + Long.toHexString(random.nextLong() | Long.MIN_VALUE);
            restricted.putKey(AccessKey.of(texts[i]), NOW + random.nextInt(1000));
        }
        for (int i = 0; i < keys.length; i++) {
            keyTexts[i] = texts[random.nextInt(texts.length)].getBytes(StandardCharsets.ISO_8859_1);
            keys[i] = AccessKey.of(new String(keyTexts[i], StandardCharsets.ISO_8859_1));
        }
    }

    /** An announce on a public tracker. */
    @Benchmark
    public Decision publicTracker() {
        return open.announce(request.infoHash(unknown[next++ & (unknown.length - 1)]));
    }

    /** A torrent that is listed. */
    @Benchmark
    public Decision listedTorrent() {
        return restricted.torrent(known[next++ & (known.length - 1)]);
    }

    /** A torrent that is not listed. */
    @Benchmark
    public Decision unlistedTorrent() {
        return restricted.torrent(unknown[next++ & (unknown.length - 1)]);
    }

    /** A valid key whose hash is already computed. */
    @Benchmark
    public Decision validKey() {
        return restricted.key(keys[next++ & (keys.length - 1)], NOW);
    }

    /** A valid key that was just parsed, so its hash is not computed yet; includes creating the key. */
    @Benchmark
    public Decision freshKey() {
        return restricted.key(fresh(), NOW);
    }

    /** The part of {@link #freshKey} that creates the key. */
    @Benchmark
    public AccessKey createKey() {
        return fresh();
    }

    private static InfoHash torrent(int number) {
        return new InfoHash(mixed(number), mixed(~(long) number), number);
    }

    private static long mixed(long value) {
        long x = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    private AccessKey fresh() {
        return AccessKey.of(new String(keyTexts[next++ & (keyTexts.length - 1)], StandardCharsets.ISO_8859_1));
    }
}
