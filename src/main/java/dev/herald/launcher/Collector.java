package dev.herald.launcher;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * The collector that {@code payara-config/jvm.options} asks for, and the next best one where the JDK was built without it: its
 * JVM would refuse to start, {@code -XX:+IgnoreUnrecognizedVMOptions} or not, as it knows the option and lacks the collector.
 *
 * <p>What tells is an option of the collector's own, which comes and goes with it; so a JVM that runs on that JDK knows at once,
 * without starting another.
 */
final class Collector {

    static final String OF_SHENANDOAH = "ShenandoahGCHeuristics";
    static final String OF_Z = "ZCollectionInterval";

    private static final String ASKED = "-XX:+UseShenandoahGC";

    /** JDK 21 and 22 have both forms of Z, and take the old one unless told otherwise. */
    private static final String GENERATIONS = "ZGenerational";

    private static final int FIRST_WITH_GENERATIONS = 21;

    private Collector() {}

    /** What to say after the options of that file, so that they can be followed by this JVM's JDK; as a rule nothing. */
    static List<String> instead(Path options) throws IOException {
        return Files.readAllLines(options).contains(ASKED)
                ? instead(Collector::known, Runtime.version().feature())
                : List.of();
    }

    /** Without generations Z cannot keep up with a tracker that is busy on all processors; G1 can. */
    static List<String> instead(Predicate<String> known, int feature) {
        if (known.test(OF_SHENANDOAH)) {
            return List.of();
        }
        if (feature < FIRST_WITH_GENERATIONS || !known.test(OF_Z)) {
            return List.of("-XX:-UseShenandoahGC", "-XX:+UseG1GC");
        }
        return known.test(GENERATIONS)
                ? List.of("-XX:-UseShenandoahGC", "-XX:+UseZGC", "-XX:+ZGenerational")
                : List.of("-XX:-UseShenandoahGC", "-XX:+UseZGC");
    }

    /** Whether this JVM has an option of that name. */
    static boolean known(String option) {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                            .getVMOption(option)
                    != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
