package dev.herald.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** What has become of the certificates of the doors that speak TLS. */
public final class Certificates {

    private final PeriodicTasks tasks;
    private final List<State> states = new CopyOnWriteArrayList<>();

    /** None yet; whoever watches their files does so among {@code tasks}. */
    public Certificates(PeriodicTasks tasks) {
        this.tasks = tasks;
    }

    /**
     * The state of one more certificate.
     *
     * @param door whose it is, such as {@code volume}
     */
    public State of(String door) {
        State state = new State(door, tasks.add("certificate of " + door));
        states.add(state);
        return state;
    }

    /** All there are, in that order. */
    public List<State> all() {
        return List.copyOf(states);
    }

    /** One certificate; written by one thread, read by any. */
    public static final class State {

        private final String door;
        private final PeriodicTask watch;
        private final AtomicLong renewals = new AtomicLong();
        private final AtomicLong failures = new AtomicLong();
        private volatile long expires;
        private volatile String complaint = "";

        private State(String door, PeriodicTask watch) {
            this.door = door;
            this.watch = watch;
        }

        /** A certificate is in use that is valid until that second since 1970. */
        public void used(long until) {
            if (expires != 0) {
                renewals.incrementAndGet();
            }
            expires = until;
            complaint = "";
        }

        /** Files that are there now cannot be used, so what was used before still is. */
        public void failed(String reason) {
            failures.incrementAndGet();
            complaint = reason;
        }

        public String door() {
            return door;
        }

        /** The watch over its files. */
        public PeriodicTask watch() {
            return watch;
        }

        /** How often another certificate was taken into use. */
        public long renewals() {
            return renewals.get();
        }

        /** How often files were found that could not be used. */
        public long failures() {
            return failures.get();
        }

        /** Until when the certificate in use is valid, in seconds since 1970; 0 if there is none yet. */
        public long expires() {
            return expires;
        }

        /**
         * What somebody should see to; empty if it is well.
         *
         * @param second now, since 1970
         */
        public String complaint(long second) {
            if (!complaint.isEmpty()) {
                return complaint;
            }
            return expires != 0 && expires <= second ? "the certificate has expired" : "";
        }
    }
}
