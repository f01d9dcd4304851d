package dev.herald.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Sees the guard bite, in a little house that breaks each of its rules once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class PlanTest {

    private static final String ROOT = "dev.herald.architecture.example";

    private static final JavaClasses EXAMPLE = new ClassFileImporter().importPackages(ROOT);

    @Test
    void an_arrow_that_the_plan_does_not_have_is_reported_with_its_line() {
        Plan plan = Plan.of(ROOT, """
                lower |       |
                upper | lower | all
                """);
        assertThatThrownBy(() -> plan.keptBy(plan.rooms().get(0)).check(EXAMPLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Room 'lower' uses rooms [] and libraries []")
                .hasMessageContaining("Gossip.tell()")
                .hasMessageContaining("example.upper.Clerk");
        plan.keptBy(plan.rooms().get(1)).check(EXAMPLE);
    }

    @Test
    void a_library_that_the_plan_does_not_give_is_reported() {
        Plan plan = Plan.of(ROOT, """
                lower |       |
                upper | lower | org.junit
                """);
        assertThatThrownBy(() -> plan.keptBy(plan.rooms().get(1)).check(EXAMPLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Clerk.work()")
                .hasMessageContaining("org.assertj.core.api");
    }

    @Test
    void all_rooms_means_those_above_only() {
        Plan plan = Plan.of(ROOT, """
                lower | all |
                upper | all | all
                """);
        assertThatThrownBy(() -> plan.keptBy(plan.rooms().get(0)).check(EXAMPLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("example.upper.Clerk");
    }

    @Test
    void a_room_without_a_row_is_found() {
        Plan plan = Plan.of(ROOT, """
                lower | |
                upper | |
                """);
        assertThat(plan.roomsWithoutRow(EXAMPLE)).containsExactly("annex");
    }

    @Test
    void a_cycle_is_found() {
        assertThatThrownBy(() -> Plan.of(ROOT, "lower | |").hasNoCycle().check(EXAMPLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected");
    }

    @Test
    void an_arrow_that_points_down_the_table_is_found() {
        Plan plan = Plan.of(ROOT, """
                lower | upper |
                upper |       |
                """);
        assertThat(plan.arrowsAgainstTheOrder(plan.rooms().get(0))).containsExactly("upper");
    }
}
