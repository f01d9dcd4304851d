package dev.herald.metrics;

import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** All counters: the sums over the {@link Recorder}s, the figures of the frontends, the periodic tasks, and the logs of rejections and errors. */
public final class Metrics {

    private final FaultLog faults = new FaultLog();
    private final RejectionLog rejectionLog = new RejectionLog(System::currentTimeMillis, System::nanoTime);
    private final PeriodicTasks periodicTasks = new PeriodicTasks();
    private final List<Recorder> recorders = new CopyOnWriteArrayList<>();
    private final List<Source> sources = new CopyOnWriteArrayList<>();

    /** A figure of a frontend; several of one kind are added. */
    private record Source(Frontend frontend, Figure figure, LongSupplier value) {}

    /** Returns the periodic tasks. */
    public PeriodicTasks periodicTasks() {
        return periodicTasks;
    }

    /** Returns the log of internal errors, which all frontends share. */
    public FaultLog faults() {
        return faults;
    }

    /** Returns the latest rejections of all frontends. */
    public RejectionLog rejectionLog() {
        return rejectionLog;
    }

    /**
     * Creates a recorder. With one per event loop, the loops do not share cache lines; a frontend without its own event loops uses one for
     * all threads.
     */
    public Recorder recorder(Frontend frontend) {
        Recorder recorder = new Recorder(frontend, rejectionLog);
        recorders.add(recorder);
        return recorder;
    }

    /** Registers the source of a figure, which is called each time that the figure is read. */
    public void register(Frontend frontend, Figure figure, LongSupplier value) {
        sources.add(new Source(frontend, figure, value));
    }

    /** Returns the present value of a figure of a frontend; 0 if it has none. */
    public long figure(Frontend frontend, Figure figure) {
        long sum = 0;
        for (Source source : sources) {
            if (source.frontend == frontend && source.figure == figure) {
                sum += source.value.getAsLong();
            }
        }
        return sum;
    }

    /** Returns the sum of a figure of all frontends. */
    public long figure(Figure figure) {
        long sum = 0;
        for (Frontend frontend : Frontend.values()) {
            sum += figure(frontend, figure);
        }
        return sum;
    }

    /** Returns the number of requests with that outcome since the start. */
    public long count(Frontend frontend, Family family, RequestType kind, Outcome outcome) {
        return sum(frontend, recorder -> recorder.read(family, kind, outcome));
    }

    /** Returns the number of requests and connections that were rejected or dropped for that reason since the start. */
    public long rejections(Frontend frontend, Family family, Reason reason) {
        return sum(frontend, recorder -> recorder.rejections(family, reason));
    }

    /** Returns the same of both families. */
    public long rejections(Frontend frontend, Reason reason) {
        return rejections(frontend, Family.IPV4, reason) + rejections(frontend, Family.IPV6, reason);
    }

    /** Returns the number of datagrams that were lost because a receive or send buffer was full since the start. */
    public long droppedDatagrams() {
        return figure(Figure.RECEIVE_BUFFER_DROPS) + rejections(Frontend.UDP, Reason.OVERLOAD);
    }

    /** Returns the number of announces with an invalid connection id by client ({@link ClientName#number}) since the start. */
    public long badConnectionIds(Frontend frontend, Family family, int client) {
        return sum(frontend, recorder -> recorder.badIds(family, client));
    }

    /**
     * Returns the number of bytes of requests since the start: datagrams, or heads of HTTP requests; without headers for {@link
     * Frontend#HTTP_JAXRS}, because the container does not show them.
     */
    public long bytesIn(Frontend frontend) {
        return sum(frontend, Recorder::bytesIn);
    }

    /** Returns the number of bytes of answers since the start, for {@link Frontend#HTTP_JAXRS} without headers. */
    public long bytesOut(Frontend frontend) {
        return sum(frontend, Recorder::bytesOut);
    }

    /** Returns the processing times of the requests that were timed since the start, which are a sample of those that were answered. */
    public AnswerTimes answerTimes(Frontend frontend, RequestType kind) {
        AnswerTimes sum = AnswerTimes.NONE;
        for (Recorder recorder : recorders) {
            if (recorder.frontend() == frontend) {
                sum = sum.plus(recorder, kind);
            }
        }
        return sum;
    }

    /** Returns the same of all types of requests. */
    public AnswerTimes answerTimes(Frontend frontend) {
        AnswerTimes sum = AnswerTimes.NONE;
        for (RequestType kind : RequestType.values()) {
            sum = sum.plus(answerTimes(frontend, kind));
        }
        return sum;
    }

    /**
     * Returns the mean processing time of the requests that were timed since the start, in nanoseconds; 0 if none was.
     */
    public long averageNanos(Frontend frontend, RequestType kind) {
        AnswerTimes times = answerTimes(frontend, kind);
        return times.total() == 0 ? 0 : times.nanos() / times.total();
    }

    /** Returns the number of requests that were timed since the start. */
    public long timed(Frontend frontend, RequestType kind) {
        return answerTimes(frontend, kind).total();
    }

    private long sum(Frontend frontend, ToLongFunction<Recorder> counter) {
        long sum = 0;
        for (Recorder recorder : recorders) {
            if (recorder.frontend() == frontend) {
                sum += counter.applyAsLong(recorder);
            }
        }
        return sum;
    }
}
