package dev.herald.admin.health;

import dev.herald.admin.health.HealthReport.Check;
import dev.herald.admin.health.HealthReport.Remark;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.swarm.Swarms;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The checks of readiness. Only a frontend that does not answer makes it DOWN. Other problems are reported as {@code degraded} or
 * {@code full}, because clients are still served.
 */
public final class ReadinessChecks {

    /** Shown without a token: the message of a database driver may contain hosts, users and files. */
    private static final String DATABASE_PROBLEM =
            "the database does not answer or cannot be written; with a token this shows the reason";

    private static final int DAY_SECONDS = 86_400;

    private final HealthProbes probes;
    private final Certificates certificates;
    private final PeriodicTasks tasks;
    private final Swarms swarms;
    private final InstantSource clock;

    /** Checks nothing yet. */
    public ReadinessChecks(
            HealthProbes probes, Certificates certificates, PeriodicTasks tasks, Swarms swarms, InstantSource clock) {
        this.probes = probes;
        this.certificates = certificates;
        this.tasks = tasks;
        this.swarms = swarms;
        this.clock = clock;
    }

    /** Runs all checks, with the reasons that only the holder of a token may see. May take seconds. */
    public HealthReport report() {
        return new HealthReport(
                List.of(frontends(), database(true), certificates(), periodicTasks(), swarmStore(), downloadTotals()),
                probes.frontendProblems(),
                probes.databaseProblem());
    }

    /** UP if there are frontends and all answer. */
    Check frontends() {
        Map<String, String> problems = probes.frontendProblems();
        Map<String, String> data = new LinkedHashMap<>();
        problems.forEach((name, problem) -> data.put(name, problem.isEmpty() ? "answers" : problem));
        List<Remark> remarks = remarks(
                problems,
                (name, problem) -> new Remark(
                        "The listener " + name + " does not serve clients: " + problem + ".",
                        "Look into the log for its cause, and restart Herald if it does not recover."));
        return new Check("frontends", !problems.isEmpty() && remarks.isEmpty(), data, remarks);
    }

    /** @param reason whether to show the message of the driver */
    Check database(boolean reason) {
        String problem = probes.databaseProblem();
        return problem.isEmpty()
                ? state("database", "answers")
                : state(
                        "database",
                        "degraded",
                        reason ? problem : DATABASE_PROBLEM,
                        new Remark(
                                "The database is unavailable, so announces are served from memory and changes are"
                                        + " rejected: " + problem + ".",
                                "Start the database, or free space on its disk."));
    }

    Check certificates() {
        long second = clock.instant().getEpochSecond();
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, String> validity = new LinkedHashMap<>();
        for (Certificates.State state : certificates.all()) {
            long days = (state.expires() - second) / DAY_SECONDS;
            problems.put(state.frontend(), state.complaint(second));
            // Only a handshake shows which certificate a listener of the container uses.
            validity.put(
                    state.frontend(),
                    state.expires() == 0 ? "not seen in a handshake yet" : "valid for " + days + " days");
        }
        return parts(
                "certificates",
                problems,
                validity,
                (name, problem) -> new Remark(
                        "The certificate of " + name + " has a problem: " + problem + ".",
                        "Renew its PEM files; Herald loads them without a restart."));
    }

    Check periodicTasks() {
        Map<String, String> problems = new LinkedHashMap<>();
        for (PeriodicTask task : tasks.all()) {
            problems.put(task.name(), task.complaint());
        }
        return parts(
                "periodic tasks",
                problems,
                Map.of(),
                (name, problem) -> new Remark(
                        "The periodic task \"" + name + "\" " + problem + ".",
                        "Look into the log for its cause; it is tried again."));
    }

    Check swarmStore() {
        return swarms.full()
                ? state(
                        "peers",
                        "full",
                        "herald.memory.max-peers is reached; new peers are answered but not stored",
                        new Remark(
                                "The store of peers is full, so new peers are answered but not stored.",
                                "Raise herald.memory.max-peers, and the heap (-Xmx) if it is set to auto."))
                : state("peers", "stored");
    }

    Check downloadTotals() {
        return swarms.downloadsFull()
                ? state(
                        "download totals",
                        "full",
                        "herald.totals.max-torrents is reached; only listed torrents gain a new total",
                        new Remark(
                                "The table of download totals is full, so only listed torrents gain a new total.",
                                "Raise herald.totals.max-torrents, or lower herald.totals.retention."))
                : state("download totals", "counted");
    }

    private static Check state(String name, String state) {
        return new Check(name, true, Map.of("state", state), List.of());
    }

    private static Check state(String name, String state, String reason, Remark remark) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("state", state);
        data.put("reason", reason);
        return new Check(name, true, data, List.of(remark));
    }

    /** A check with parts: the problem of each, or else its text in {@code healthy}, or "ok". */
    private static Check parts(
            String name, Map<String, String> problems, Map<String, String> healthy, RemarkText text) {
        Map<String, String> data = new LinkedHashMap<>();
        problems.forEach(
                (part, problem) -> data.put(part, problem.isEmpty() ? healthy.getOrDefault(part, "ok") : problem));
        List<Remark> remarks = remarks(problems, text);
        data.put("state", remarks.isEmpty() ? "ok" : "degraded");
        return new Check(name, true, data, remarks);
    }

    /** The remark on one part. */
    private interface RemarkText {
        Remark of(String part, String problem);
    }

    private static List<Remark> remarks(Map<String, String> problems, RemarkText text) {
        return problems.entrySet().stream()
                .flatMap(problem -> problem.getValue().isEmpty()
                        ? Stream.empty()
                        : Stream.of(text.of(problem.getKey(), problem.getValue())))
                .toList();
    }
}
