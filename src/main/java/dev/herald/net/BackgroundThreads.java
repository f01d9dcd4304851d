package dev.herald.net;

import static java.lang.invoke.MethodType.methodType;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Threads that are no event loops. Where they want a processor that a loop wants too, hundreds of announces wait for each
 * millisecond that they get; they themselves can wait.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sched.7.html">sched(7), "The nice value"</a>
 */
public final class BackgroundThreads {

    /** As the kernel knows those of HotSpot, of which Java does not tell. */
    private static final Set<String> COMPILERS = Set.of("C1 CompilerThre", "C2 CompilerThre");

    private static final Path TASKS = Path.of("/proc/self/task");

    /** Characters of a thread's name that the kernel keeps. */
    private static final int KERNEL_NAME = 15;

    private static final int PRIO_PROCESS = 0;
    private static final int CALLER = 0;
    private static final int NICEST = 19;

    private BackgroundThreads() {}

    /**
     * Makes the threads of Java and its compilers give way to event loops, and with them all threads that they will start. The
     * collector is left as it is: loops wait for it, or it must keep up with them.
     *
     * @param nice by how much more than the caller does now, 0 to 19, which is the most in all
     * @return how many threads that were
     * @throws UnsupportedOperationException saying why, where that cannot be done
     */
    public static int giveWay(int nice) {
        return giveWay(names(), nice);
    }

    /** Those that the kernel knows all of them by. */
    static Set<String> names() {
        Set<String> names = new HashSet<>(COMPILERS);
        Set<String> loops = new HashSet<>();
        for (Thread thread : threads()) {
            (thread instanceof EventLoops.Loop ? loops : names).add(kernelName(thread));
        }
        names.removeAll(loops);
        return names;
    }

    /** The same for threads that the kernel knows by one of these names. */
    static int giveWay(Set<String> names, int nice) {
        MethodHandle get = ForeignFunctions.find("getpriority", methodType(int.class, int.class, int.class));
        MethodHandle set = ForeignFunctions.find("setpriority", methodType(int.class, int.class, int.class, int.class));
        int given = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            int value = Math.min((int) get.invokeExact(PRIO_PROCESS, CALLER) + nice, NICEST);
            for (Path task : tasks) {
                int id = Integer.parseInt(task.getFileName().toString());
                boolean gives = names.contains(name(task));
                if (gives && (int) set.invokeExact(PRIO_PROCESS, id, value) == 0) {
                    given++;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new UnsupportedOperationException(e.toString(), e);
        } catch (Throwable e) {
            throw new AssertionError("a system call throws nothing", e);
        }
        return given;
    }

    /** Empty if the thread has just ended. */
    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String kernelName(Thread thread) {
        String name = thread.getName();
        return name.substring(0, Math.min(name.length(), KERNEL_NAME)).strip();
    }

    private static List<Thread> threads() {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        Thread[] threads = new Thread[2 * all.activeCount() + 16];
        int count = all.enumerate(threads);
        return Arrays.asList(threads).subList(0, count);
    }
}
