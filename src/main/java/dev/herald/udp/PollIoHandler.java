package dev.herald.udp;

import dev.herald.metrics.OutOfMemory;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for the few sockets of an event loop by {@code poll}, which knows them only while it waits. Epoll knows them always,
 * and is called by the kernel for each datagram that has left one of them: a sixteenth of what an answer costs.
 *
 * <p>It has an array of {@code pollfd} (descriptor at 0, what is waited for at 4, what has happened at 6), with the sockets
 * first, so that nothing is waited for when the first one has something; behind them stands what others wake the loop by.
 *
 * <p>No wake-up is lost. The loop sets {@code asleep}, looks for tasks again, and only then waits, so a task comes before that look
 * or finds {@code asleep} set. Whoever clears {@code asleep} first is the only one to act: another thread then raises the alarm
 * once, which {@code alarmDue} remembers until it is read; the loop then needs none. While an alarm is due the loop may wait
 * without {@code asleep}, as the alarm ends that wait.
 */
final class PollIoHandler implements IoHandler {

    /** What a socket waits for. */
    enum Interest implements IoOps, IoEvent {
        READABLE(1),
        WRITABLE(4);

        private final short bits;

        Interest(int bits) {
            this.bits = (short) bits;
        }
    }

    private static final Logger LOG = System.getLogger(PollIoHandler.class.getName());

    private static final int ENTRY_BYTES = 8;
    private static final int EVENTS = 4;
    private static final int HAPPENED = 6;
    /** Weeks; to come back after them without reason is no harm. */
    private static final int LONGEST_MILLIS = Integer.MAX_VALUE;

    private static final int NANOS_A_MILLI = 1_000_000;

    /** How long a wake-up that has been announced may take to come. */
    private static final int LATE_MILLIS = 1000;

    private final ThreadAwareExecutor loop;
    private final FileDescriptor alarm;

    /** Whether the loop waits, or is about to, and must be woken for a task. */
    private final AtomicBoolean asleep = new AtomicBoolean();

    /** Whether somebody has undertaken to raise the alarm, which was not yet seen. */
    private boolean alarmDue;

    private List<Registration> registrations = List.of();
    private ByteBuffer memory;
    private long address;
    private Object errno;

    private PollIoHandler(ThreadAwareExecutor loop) {
        this.loop = loop;
        this.alarm = Native.newEventFd();
        layOut();
    }

    /** Makes one for each loop. */
    static IoHandlerFactory factory() {
        Epoll.ensureAvailability(); // the alarm is from the same library
        return PollIoHandler::new;
    }

    @Override
    public int run(IoHandlerContext context) {
        int ready = context.canBlock() ? await(context) : poll(0);
        if (ready <= 0) {
            return 0; // a signal may have come, which is no reason to do anything
        }
        List<Registration> served = registrations;
        ByteBuffer entries = memory;
        if (entries.getShort(served.size() * ENTRY_BYTES + HAPPENED) != 0) {
            Native.eventFdRead(alarm.intValue());
            alarmDue = false;
        }
        for (int i = 0; i < served.size(); i++) {
            if (entries.getShort(i * ENTRY_BYTES + HAPPENED) != 0) {
                served.get(i).serve();
            }
        }
        return ready;
    }

    /**
     * After it is known that the loop sleeps it must be asked once more whether it may: a task may just have come. While an alarm is
     * due the loop does not lie down, or a second one could be raised, of which nobody would know when the first has come.
     */
    private int await(IoHandlerContext context) {
        if (alarmDue) {
            int timeout = Math.min(timeoutMillis(context), LATE_MILLIS);
            int ready = poll(timeout);
            alarmDue = ready != 0 || timeout < LATE_MILLIS; // else it was never raised
            return ready;
        }
        asleep.set(true);
        int ready = poll(context.canBlock() ? timeoutMillis(context) : 0);
        if (!asleep.getAndSet(false)) {
            alarmDue = true;
        }
        return ready;
    }

    private static int timeoutMillis(IoHandlerContext context) {
        if (context.deadlineNanos() < 0) {
            return LONGEST_MILLIS;
        }
        long millis = context.delayNanos(System.nanoTime()) / NANOS_A_MILLI + 1;
        return (int) Math.min(millis, LONGEST_MILLIS);
    }

    private int poll(int timeoutMillis) {
        return SocketCalls.poll(errno, address, entries(), timeoutMillis);
    }

    private int entries() {
        return registrations.size() + 1;
    }

    @Override
    public void wakeup() {
        if (!loop.isExecutorThread(Thread.currentThread()) && asleep.getAndSet(false)) {
            Native.eventFdWrite(alarm.intValue(), 1);
        }
    }

    /** Serves the socket as soon as it is readable. */
    @Override
    public IoRegistration register(IoHandle handle) {
        Registration registration = new Registration((ForeignSocket) handle);
        handle.registered(); // first, so that nothing is left of it if this fails
        List<Registration> more = new ArrayList<>(registrations);
        more.add(registration);
        registrations = List.copyOf(more);
        layOut();
        return registration;
    }

    private void layOut() {
        memory = ByteBuffer.allocateDirect(entries() * ENTRY_BYTES + SocketCalls.ERRNO_BYTES)
                .order(ByteOrder.nativeOrder());
        address = Buffer.memoryAddress(memory);
        errno = SocketCalls.errnoAt(address + (long) entries() * ENTRY_BYTES);
        for (int i = 0; i < registrations.size(); i++) {
            Registration registration = registrations.get(i);
            entry(i, registration.socket.fd(), registration.interest);
        }
        entry(registrations.size(), alarm, Interest.READABLE);
    }

    private void entry(int i, FileDescriptor descriptor, Interest interest) {
        memory.putInt(i * ENTRY_BYTES, descriptor.intValue()).putShort(i * ENTRY_BYTES + EVENTS, interest.bits);
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return ForeignSocket.class.isAssignableFrom(handleType);
    }

    @Override
    public void prepareToDestroy() {
        registrations.forEach(Registration::close);
    }

    /** Waits for an alarm that is due: its number may soon be that of something else, which must not be written to. */
    @Override
    public void destroy() {
        if (alarmDue) {
            poll(LATE_MILLIS);
        }
        close(alarm::close);
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "not closed", e);
        }
    }

    private final class Registration implements IoRegistration {

        private final ForeignSocket socket;
        private Interest interest = Interest.READABLE;

        /** Asked by other threads, too. */
        private volatile boolean valid = true;

        Registration(ForeignSocket socket) {
            this.socket = socket;
        }

        void serve() {
            try {
                socket.handle(this, interest);
            } catch (RuntimeException | Error e) {
                OutOfMemory.check(e);
                LOG.log(Level.ERROR, "A UDP socket could not be served", e); // others share the loop
            }
        }

        void close() {
            cancel();
            PollIoHandler.close(socket);
        }

        /** Nothing is attached. */
        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals")
        public <T> T attachment() {
            throw new UnsupportedOperationException("sockets have their own memory");
        }

        /** Changes what the socket waits for; only on the thread of the loop. */
        @Override
        public long submit(IoOps ops) {
            if (!valid) {
                return -1;
            }
            interest = (Interest) ops;
            entry(registrations.indexOf(this), socket.fd(), interest);
            return interest.bits;
        }

        @Override
        public boolean isValid() {
            return valid;
        }

        /** Waits no more; only on the thread of the loop. */
        @Override
        public boolean cancel() {
            if (!valid) {
                return false;
            }
            valid = false;
            registrations = registrations.stream().filter(Registration::isValid).toList();
            layOut();
            socket.unregistered();
            return true;
        }
    }
}
