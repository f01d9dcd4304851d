package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CollectorTest {

    private static final Path OPTIONS = Path.of("payara-config/jvm.options");
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    /** A JVM that lacks a collector exits with 1, and knows its option all the same: this asks both. */
    @ParameterizedTest
    @CsvSource({"UseShenandoahGC, " + Collector.OF_SHENANDOAH, "UseZGC, " + Collector.OF_Z, "UseNoSuchGC, NoSuchOption"
    })
    void an_option_of_its_own_tells_whether_this_JVM_has_a_collector(String collector, String own) throws Exception {
        assertThat(Collector.known(own)).isEqualTo(run(JDK, List.of("-XX:+" + collector)).code == 0);
    }

    @Test
    void nothing_is_changed_where_Shenandoah_is() {
        assertThat(Collector.instead(Set.of(Collector.OF_SHENANDOAH, Collector.OF_Z)::contains, 25))
                .isEmpty();
    }

    @Test
    void nothing_is_changed_if_it_is_not_asked_for(@TempDir Path folder) throws IOException {
        Path serial =
                Files.writeString(folder.resolve("jvm.options"), "# not -XX:+UseShenandoahGC\n-XX:+UseSerialGC\n");
        assertThat(Collector.instead(serial)).isEmpty();
    }

    @Test
    void what_the_file_asks_for_is_looked_for() throws IOException {
        assertThat(Files.readAllLines(OPTIONS)).contains("-XX:+UseShenandoahGC");
        assertThat(Collector.instead(OPTIONS).isEmpty()).isEqualTo(Collector.known(Collector.OF_SHENANDOAH));
    }

    @Test
    void before_generations_G1_takes_its_place() throws Exception {
        assertThat(chosen(JDK, Collector.instead(Set.of(Collector.OF_Z)::contains, 17)))
                .isEqualTo("UseG1GC");
    }

    @Test
    void and_where_Z_is_missing_too() throws Exception {
        assertThat(chosen(JDK, Collector.instead(option -> false, 25))).isEqualTo("UseG1GC");
    }

    @Test
    void with_generations_Z_takes_its_place() throws Exception {
        assertThat(chosen(Requires.jdk(25), Collector.instead(Set.of(Collector.OF_Z)::contains, 25)))
                .isEqualTo("UseZGC");
    }

    @Test
    void where_Z_has_both_forms_the_one_with_generations_is_named() {
        assertThat(Collector.instead(Set.of(Collector.OF_Z, "ZGenerational")::contains, 21))
                .contains("-XX:+UseZGC", "-XX:+ZGenerational");
    }

    /** What a JVM of that JDK makes of the file and what follows it. */
    private static String chosen(Path jdk, List<String> instead) throws Exception {
        List<String> options = new ArrayList<>(List.of("@" + OPTIONS));
        options.addAll(instead);
        options.add("-XX:+PrintFlagsFinal");
        Run run = run(jdk, options);
        assertThat(run.code).as(run.output).isZero();
        return String.join(
                " ",
                run.output
                        .lines()
                        .filter(line -> line.matches(" *bool Use(Serial|Parallel|G1|Z|Shenandoah)GC +:?= true .*"))
                        .map(line -> line.strip().split(" +", -1)[1])
                        .toList());
    }

    private record Run(int code, String output) {}

    private static Run run(Path jdk, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        command.addAll(options);
        command.add("-version");
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(java.waitFor(), output);
    }
}
