package dev.herald.http.netty;

import java.util.Optional;

/**
 * A wheel of seconds that many deadlines hang on, so that none of them needs a scheduled task. To put a deadline off costs
 * nothing: it stays where it hangs, and is hung anew when that second has come. It belongs to one thread.
 *
 * <p>Its time are the seconds that it was told of, by no clock: whoever is set between two of them has at least what was promised,
 * and a pause of the thread ends nobody's time.
 */
final class Deadlines {

    private static final int SLOTS = 64;

    private final Deadline[] slots = new Deadline[SLOTS];
    private long now;

    /** Something that ends at some second unless it is put off. */
    abstract static class Deadline {

        private long second;
        private long hangsAt = -1;
        private Deadline previous = this;
        private Deadline next = this;

        /** The second has come. */
        abstract void expired();
    }

    /** Without any. */
    Deadlines() {
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Anchor();
        }
    }

    /** Lets {@code deadline} expire after at least so many seconds, and not much more; whatever it had before is forgotten. */
    void set(Deadline deadline, int seconds) {
        deadline.second = now + seconds + 1;
        if (deadline.hangsAt < 0 || deadline.second < deadline.hangsAt) {
            hang(deadline);
        }
    }

    /** Lets {@code deadline} never expire. */
    void clear(Deadline deadline) {
        deadline.hangsAt = -1;
        deadline.previous.next = deadline.next;
        deadline.next.previous = deadline.previous;
        deadline.previous = deadline;
        deadline.next = deadline;
    }

    /**
     * Lets everything expire whose second has come; to be called when one second or more has passed since the last time. What a
     * deadline throws comes out when all others have had their turn.
     *
     * @throws IllegalStateException if a deadline threw something
     */
    void tick() {
        now++;
        Deadline anchor = slots[(int) (now % SLOTS)];
        Deadline first = anchor.next;
        // Taken off as a whole, because what is put off may hang at this very slot again.
        Deadline due = new Anchor();
        if (first != anchor) {
            due.next = first;
            due.previous = anchor.previous;
            due.next.previous = due;
            due.previous.next = due;
            anchor.next = anchor;
            anchor.previous = anchor;
        }
        expire(due);
    }

    private void expire(Deadline due) {
        Optional<Throwable> fault = Optional.empty();
        while (due.next != due) {
            Deadline deadline = due.next;
            if (deadline.second <= now) {
                clear(deadline);
                try {
                    deadline.expired();
                } catch (RuntimeException | Error e) {
                    fault = Optional.of(e);
                }
            } else {
                hang(deadline);
            }
        }
        fault.ifPresent(last -> {
            throw new IllegalStateException("a deadline failed", last);
        });
    }

    private void hang(Deadline deadline) {
        clear(deadline);
        deadline.hangsAt = Math.min(deadline.second, now + SLOTS - 1);
        Deadline anchor = slots[(int) (deadline.hangsAt % SLOTS)];
        deadline.previous = anchor.previous;
        deadline.next = anchor;
        anchor.previous.next = deadline;
        anchor.previous = deadline;
    }

    /** Both ends of a slot's list. */
    private static final class Anchor extends Deadline {
        @Override
        void expired() {
            throw new IllegalStateException("an anchor has no deadline");
        }
    }
}
