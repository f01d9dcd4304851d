package dev.herald.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class BackgroundThreadsTest {

    /** As the kernel knows the thread that does. */
    private static final Set<String> GIVES_WAY = Set.of("gives-way-to-lo");

    /** Before Java 22 there is nothing to test. */
    @BeforeAll
    static void itsTimeHasCome() {
        assumeTrue("Linux".equals(System.getProperty("os.name"))
                && Runtime.version().feature() >= 22);
    }

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "gives-way-to-loops"));

    @AfterEach
    void end() {
        thread.shutdown();
    }

    @Test
    void a_thread_gives_way_and_so_does_whatever_it_starts_later() throws Exception {
        int before = thread.submit(BackgroundThreadsTest::nice).get();
        assertThat(BackgroundThreads.giveWay(GIVES_WAY, 5)).isPositive();
        assertThat(thread.submit(BackgroundThreadsTest::nice).get()).isEqualTo(Math.min(before + 5, 19));
        Callable<Integer> niceOfChild = BackgroundThreadsTest::niceOfChild;
        assertThat(thread.submit(niceOfChild).get()).isEqualTo(Math.min(before + 5, 19));
        assertThat(nice()).as("that of others").isEqualTo(before);
    }

    @Test
    void nobody_can_give_more_way_than_all() throws Exception {
        int before = thread.submit(BackgroundThreadsTest::nice).get();
        assertThat(BackgroundThreads.giveWay(GIVES_WAY, 19)).isPositive();
        assertThat(thread.submit(BackgroundThreadsTest::nice).get()).isEqualTo(Math.min(before + 19, 19));
    }

    @Test
    void all_threads_of_Java_and_its_compilers_do_it_but_no_loop() {
        String mine = Thread.currentThread().getName();
        try (EventLoops loops = new EventLoops("some-door", 1, NioIoHandler.newFactory())) {
            loops.all().get(0).submit(() -> {}).syncUninterruptibly();
            assertThat(BackgroundThreads.names())
                    .contains(mine.substring(0, Math.min(mine.length(), 15)).strip())
                    .contains("C1 CompilerThre", "C2 CompilerThre")
                    .doesNotContain("some-door-1");
        }
    }

    @Test
    void the_kernel_knows_the_compilers_by_these_names() {
        // Nobody gives way by nothing, but all are counted.
        assertThat(BackgroundThreads.giveWay(Set.of("C1 CompilerThre", "C2 CompilerThre"), 0))
                .isGreaterThanOrEqualTo(2);
    }

    private static int niceOfChild() throws InterruptedException {
        int[] nice = new int[1];
        Thread child = new Thread(() -> nice[0] = nice());
        child.start();
        child.join();
        return nice[0];
    }

    /** The 19th field, counted from the one that may have blanks itself. */
    private static int nice() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
