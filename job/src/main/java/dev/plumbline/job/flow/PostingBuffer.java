package dev.plumbline.job.flow;

import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Counts for the ledger what passes through a task, and tells it seldom: whenever {@link #flush()} is called, which has to be
 * before each checkpoint barrier, and when it has grown to its capacity. So it needs no state of its own. Plain Java, not
 * thread-safe.
 */
public final class PostingBuffer {

    /**
     * More than most jobs have models, for once a buffer is full, models that come in turns cost a posting for almost every record.
     * A tally takes 70 bytes and each of its panes 90 more: some ten megabytes at most.
     */
    private static final int CAPACITY = 131_072;

    private final int capacity;
    private final Consumer<LedgerPosting> downstream;
    private final Map<String, Tally> models = new HashMap<>();
    private final Map<LedgerAccount, Tally> others = new HashMap<>();
    private int size;

    /**
     * Creates an empty buffer.
     *
     * @param downstream takes the postings
     */
    public PostingBuffer(Consumer<LedgerPosting> downstream) {
        this(CAPACITY, downstream);
    }

    PostingBuffer(int capacity, Consumer<LedgerPosting> downstream) {
        this.capacity = capacity;
        this.downstream = downstream;
    }

    /** Returns the tally of a model. It is good for one record: the next call may send it away. */
    public Tally ofModel(String model) {
        makeRoom();
        Tally tally = models.get(model);
        if (tally == null) {
            tally = new Tally();
            models.put(model, tally);
        }
        return tally;
    }

    /** Returns the tally of any account; see {@link #ofModel}. */
    public Tally of(LedgerAccount account) {
        if (account.scope() == LedgerAccount.Scope.MODEL) {
            return ofModel(account.model());
        }
        makeRoom();
        return others.computeIfAbsent(account, a -> new Tally());
    }

    /** Sends everything; the buffer is empty afterwards. */
    public void flush() {
        models.forEach((model, tally) -> downstream.accept(tally.posting(LedgerAccount.ofModel(model))));
        others.forEach((account, tally) -> downstream.accept(tally.posting(account)));
        models.clear();
        others.clear();
        size = 0;
    }

    private void makeRoom() {
        if (size >= capacity) {
            flush();
        }
    }

    /** The counts of one account. */
    public final class Tally {

        /** Stays the shared empty map until there is something to tell: most accounts have only valid records. */
        private Map<ReasonCode, Long> notCounted = Map.of();

        private SortedMap<Long, Long> summed = Collections.emptySortedMap();
        private long in;
        private long waiting;
        private long finished;

        private Tally() {
            size++;
        }

        /** Counts records that came in. */
        public void in(long records) {
            in += records;
        }

        /** Counts records that were turned away. */
        public void notCounted(ReasonCode reason, long records) {
            if (notCounted.isEmpty()) {
                notCounted = new EnumMap<>(ReasonCode.class);
            }
            notCounted.merge(reason, records, Long::sum);
        }

        /** Counts records that reached the windows, in the pane that ends before this time in epoch milliseconds. */
        public void summed(long paneEnd, long records) {
            if (summed.isEmpty()) {
                summed = new TreeMap<>();
            }
            if (summed.merge(paneEnd, records, Long::sum) == records) {
                size++;
            }
        }

        /** Counts records that wait for a decision, or, with a negative number, do so no more: they are pending until then. */
        public void waiting(long records) {
            waiting += records;
        }

        /** Counts records that nothing can change any more. */
        public void counted(long records) {
            finished += records;
        }

        private LedgerPosting posting(LedgerAccount account) {
            if (waiting != 0) {
                summed(LedgerPosting.UNDECIDED, waiting);
            }
            if (finished != 0) {
                summed(LedgerPosting.FINISHED, finished);
            }
            return new LedgerPosting(account, in, notCounted, summed);
        }
    }
}
