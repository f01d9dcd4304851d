package dev.herald.admin.health;

import java.util.List;
import java.util.Map;

/**
 * The state of Herald at one moment.
 *
 * @param checks the checks of readiness
 * @param frontendProblems the problem of each listener by its name; "" for one that answers
 * @param databaseProblem the problem of the database, in one line; "" if there is none
 */
public record HealthReport(List<Check> checks, Map<String, String> frontendProblems, String databaseProblem) {

    public HealthReport {
        checks = List.copyOf(checks);
    }

    /**
     * One check.
     *
     * @param up false if clients are not served
     * @param data what was found, by name, in order
     * @param remarks what an operator should know; empty if everything is well
     */
    public record Check(String name, boolean up, Map<String, String> data, List<Remark> remarks) {

        public Check {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * A problem for an operator.
     *
     * @param text a sentence that says what is wrong
     * @param action a sentence that says what to do
     */
    public record Remark(String text, String action) {}

    /** Whether clients are served. */
    public boolean up() {
        return checks.stream().allMatch(Check::up);
    }
}
