package dev.herald.architecture;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of the classes.
 *
 * <p>To change them, change the table, in a commit of its own that says why. Plain JUnit, because fields annotated with
 * {@code @ArchTest} ran zero tests, and green, under one version of Surefire.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ArchitectureTest {

    /** Package, the packages above it that it may use, and the libraries it may touch beside the JDK. */
    private static final PackageTable TABLE = PackageTable.of("dev.herald", """
            bittorrent |                                           |
            metrics    | bittorrent                                |
            net        | bittorrent                                | io.netty
            swarm      | bittorrent                                |
            access     | bittorrent                                |
            tracker    | bittorrent metrics swarm access           |
            registry   | bittorrent access                         | jakarta.persistence jakarta.transaction jakarta.enterprise jakarta.inject
            udp        | bittorrent metrics net tracker            | io.netty
            tls        | bittorrent metrics net                    | io.netty javax.net
            http       | bittorrent metrics net tls tracker        | io.netty jakarta.ws.rs jakarta.servlet jakarta.enterprise jakarta.inject
            webtorrent | bittorrent metrics tracker                | jakarta.websocket jakarta.json jakarta.enterprise jakarta.inject
            admin      | bittorrent metrics swarm access registry  | jakarta.ws.rs jakarta.servlet jakarta.validation jakarta.json jakarta.enterprise jakarta.inject org.eclipse.microprofile.openapi org.eclipse.microprofile.health io.prometheus.metrics org.rrd4j
            config     | bittorrent net tls swarm access tracker registry udp http admin | org.eclipse.microprofile.config
            payara     | bittorrent metrics net tls http admin config | javax.net org.glassfish.grizzly jakarta.servlet jakarta.enterprise jakarta.inject
            app        | all                                       | all
            launcher   | bittorrent metrics net tls udp http admin config app | fish.payara.micro
            """);

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages(TABLE.root());

    @ParameterizedTest
    @MethodSource("rows")
    void a_package_uses_only_what_its_row_permits(PackageTable.Row row) {
        TABLE.rule(row).check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_package_uses_only_packages_above_it(PackageTable.Row row) {
        assertThat(TABLE.usesAgainstTheOrder(row)).isEmpty();
    }

    @Test
    void every_package_has_a_row() {
        assertThat(CLASSES).as("classes looked at").hasSizeGreaterThan(30);
        assertThat(TABLE.packagesWithoutRow(CLASSES)).isEmpty();
    }

    @Test
    void no_package_uses_itself_through_others() {
        TABLE.hasNoCycle().check(CLASSES);
    }

    private static Stream<PackageTable.Row> rows() {
        return TABLE.rows().stream();
    }
}
