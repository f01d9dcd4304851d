package dev.herald.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Checks the rules on an example that breaks each of them once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class PackageTableTest {

    private static final String ROOT = "dev.herald.architecture.example";

    private static final JavaClasses EXAMPLE = new ClassFileImporter().importPackages(ROOT);

    @Test
    void a_dependency_without_permission_is_reported_with_its_line() {
        PackageTable table = PackageTable.of(ROOT, """
                lower |       |
                upper | lower | all
                """);
        assertThatThrownBy(() -> table.rule(table.rows().get(0)).check(EXAMPLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Package 'lower' uses packages [] and libraries []")
                .hasMessageContaining("UsesUpper.tell()")
                .hasMessageContaining("example.upper.UsesLibrary");
        table.rule(table.rows().get(1)).check(EXAMPLE);
    }

    @Test
    void a_library_without_permission_is_reported() {
        PackageTable table = PackageTable.of(ROOT, """
                lower |       |
                upper | lower | org.junit
                """);
        assertThatThrownBy(() -> table.rule(table.rows().get(1)).check(EXAMPLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("UsesLibrary.work()")
                .hasMessageContaining("org.assertj.core.api");
    }

    @Test
    void all_means_the_packages_above_only() {
        PackageTable table = PackageTable.of(ROOT, """
                lower | all |
                upper | all | all
                """);
        assertThatThrownBy(() -> table.rule(table.rows().get(0)).check(EXAMPLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("example.upper.UsesLibrary");
    }

    @Test
    void a_package_without_a_row_is_found() {
        PackageTable table = PackageTable.of(ROOT, """
                lower | |
                upper | |
                """);
        assertThat(table.packagesWithoutRow(EXAMPLE)).containsExactly("annex");
    }

    @Test
    void a_cycle_is_found() {
        assertThatThrownBy(() -> PackageTable.of(ROOT, "lower | |").hasNoCycle().check(EXAMPLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected");
    }

    @Test
    void a_permitted_package_below_the_row_is_found() {
        PackageTable table = PackageTable.of(ROOT, """
                lower | upper |
                upper |       |
                """);
        assertThat(table.usesAgainstTheOrder(table.rows().get(0))).containsExactly("upper");
    }
}
