package dev.herald;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Random runs of a test that can be repeated. Each run gets a generator of its own, made from one seed; a failure names that
 * seed, and {@code -Dherald.test.seed=SEED} makes {@link #runs} do that run and no other. Without the property the seeds are
 * fresh in each execution.
 */
public final class Seeds {

    /** Set to a decimal {@code long}, it limits each test to the run of that seed. */
    static final String PROPERTY = "herald.test.seed";

    /** One run; all its choices come from {@code random}. */
    @FunctionalInterface
    public interface Run {
        void with(SplittableRandom random) throws Exception;
    }

    private Seeds() {}

    /** Does {@code run} so many times, each time with another seed. Fails with the first failure, whose message gains the seed. */
    public static void runs(int count, Run run) {
        Long only = Long.getLong(PROPERTY);
        SplittableRandom seeds = new SplittableRandom();
        for (int i = 0; i < (only == null ? count : 1); i++) {
            long seed = only == null ? seeds.nextLong() : only;
            try {
                run.with(new SplittableRandom(seed));
            } catch (Throwable failure) {
                throw new AssertionError(
                        "repeat with -D" + PROPERTY + "=" + seed + " what failed in run " + i + ": " + failure,
                        failure);
            }
        }
    }

    /** One of the given values. */
    @SafeVarargs
    public static <T> T pick(SplittableRandom random, T... values) {
        return values[random.nextInt(values.length)];
    }

    /** Any {@code long}; the borders of what fits into one, two, four and eight bytes are frequent. */
    public static long number(SplittableRandom random) {
        long border = 1L << pick(random, 0, 7, 8, 15, 16, 31, 32, 63);
        return switch (random.nextInt(4)) {
            case 0 -> border + random.nextInt(-1, 2);
            case 1 -> -border + random.nextInt(-1, 2);
            case 2 -> random.nextInt(-9, 10);
            default -> random.nextLong();
        };
    }

    /** Up to {@code max} bytes; none, and those at the borders of their range, are frequent. */
    public static byte[] bytes(SplittableRandom random, int max) {
        byte[] bytes = new byte[random.nextInt(8) == 0 ? 0 : random.nextInt(max + 1)];
        boolean borders = random.nextBoolean();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (borders ? number(random) : random.nextInt());
        }
        return bytes;
    }

    /** Up to {@code max} UTF-16 units of any kind, halves of surrogate pairs among them. */
    public static String text(SplittableRandom random, int max) {
        int highest = pick(random, 0x80, 0x100, 0x10000, 0x10000);
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(max + 1); length > 0; length--) {
            text.append((char) (random.nextInt(8) == 0 ? 0xd700 + random.nextInt(0xa00) : random.nextInt(highest)));
        }
        return text.toString();
    }

    /** From {@code min} to {@code max} of these characters. */
    public static String text(SplittableRandom random, String characters, int min, int max) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(min, max + 1); length > 0; length--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

    /** Up to {@code max} of these pieces, joined. */
    public static String joined(SplittableRandom random, int max, String... pieces) {
        return String.join("", list(random, max, r -> pick(r, pieces)));
    }

    /** Up to {@code max} values of {@code maker}. */
    public static <T> List<T> list(SplittableRandom random, int max, Function<SplittableRandom, T> maker) {
        List<T> list = new ArrayList<>();
        for (int size = random.nextInt(max + 1); size > 0; size--) {
            list.add(maker.apply(random));
        }
        return list;
    }
}
