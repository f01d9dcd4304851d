package dev.herald.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The state of the certificates of all listeners with TLS. */
public final class Certificates {

    private final PeriodicTasks tasks;
    private final List<State> states = new CopyOnWriteArrayList<>();

    /** Creates one without certificates. The tasks that watch their files are added to {@code tasks}. */
    public Certificates(PeriodicTasks tasks) {
        this.tasks = tasks;
    }

    /**
     * Adds a certificate.
     *
     * @param frontend the name of its listener, such as {@code http.netty}
     */
    public State of(String frontend) {
        State state = new State(frontend, tasks.add("certificate of " + frontend));
        states.add(state);
        return state;
    }

    /** Returns all certificates in the order in which they were added. */
    public List<State> all() {
        return List.copyOf(states);
    }

    /** The state of one certificate. Written by one thread, read by any. */
    public static final class State {

        private final String frontend;
        private final PeriodicTask watch;
        private final AtomicLong renewals = new AtomicLong();
        private final AtomicLong failures = new AtomicLong();
        private volatile long expires;
        private volatile String complaint = "";

        private State(String frontend, PeriodicTask watch) {
            this.frontend = frontend;
            this.watch = watch;
        }

        /** Reports that a certificate is in use, with the end of its validity in seconds since 1970. */
        public void used(long until) {
            if (expires != 0) {
                renewals.incrementAndGet();
            }
            expires = until;
            complaint = "";
        }

        /** Reports that the current files cannot be used; the previous certificate stays in use. */
        public void failed(String reason) {
            failures.incrementAndGet();
            complaint = reason;
        }

        public String frontend() {
            return frontend;
        }

        /** Returns the task that watches the files. */
        public PeriodicTask watch() {
            return watch;
        }

        /** Returns how often the certificate was replaced. */
        public long renewals() {
            return renewals.get();
        }

        /** Returns how often files could not be used. */
        public long failures() {
            return failures.get();
        }

        /** Returns the end of the validity of the certificate in use, in seconds since 1970; 0 if there is none yet. */
        public long expires() {
            return expires;
        }

        /**
         * Returns the problem that the operator should solve; empty if there is none.
         *
         * @param second the current time in seconds since 1970
         */
        public String complaint(long second) {
            if (!complaint.isEmpty()) {
                return complaint;
            }
            return expires != 0 && expires <= second ? "the certificate has expired" : "";
        }
    }
}
