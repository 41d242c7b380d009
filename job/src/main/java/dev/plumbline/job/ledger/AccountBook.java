package dev.plumbline.job.ledger;

import dev.plumbline.job.flow.LedgerPosting;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import dev.plumbline.serde.report.LedgerBalance;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of one account: totals, and the records of panes that may still change, pane by pane. Plain Java, not
 * thread-safe.
 */
final class AccountBook {

    /** Stays the shared empty map until there is something to tell: most accounts have only valid records. */
    private Map<ReasonCode, Long> notCounted = Map.of();

    private final TreeMap<Long, Long> pending = new TreeMap<>();
    private long in;
    private long counted;

    /** Creates an empty book. */
    AccountBook() {
        this(0, 0, Map.of(), new TreeMap<>());
    }

    /** Creates a book with a copy of these contents. */
    AccountBook(long in, long counted, Map<ReasonCode, Long> notCounted, SortedMap<Long, Long> pending) {
        this.in = in;
        this.counted = counted;
        if (!notCounted.isEmpty()) {
            this.notCounted = new EnumMap<>(notCounted);
        }
        this.pending.putAll(pending);
    }

    /** Adds what a task has seen. */
    void post(LedgerPosting posting) {
        in += posting.in();
        if (!posting.notCounted().isEmpty()) {
            Map<ReasonCode, Long> sums = notCounted.isEmpty() ? new EnumMap<>(ReasonCode.class) : notCounted;
            posting.notCounted().forEach((reason, records) -> sums.merge(reason, records, Long::sum));
            notCounted = sums;
        }
        posting.summed().forEach((paneEnd, records) -> {
            if (pending.merge(paneEnd, records, Long::sum) == 0) {
                pending.remove(paneEnd);
            }
        });
    }

    /**
     * Counts the records of finished panes.
     *
     * @param floor the last millisecond of which the panes are finished
     * @return whether there were any
     */
    boolean finish(long floor) {
        // A pane that ends at e holds the milliseconds up to e - 1; no time finishes what is undecided.
        SortedMap<Long, Long> finished = floor == LedgerPosting.UNDECIDED
                ? pending.headMap(LedgerPosting.UNDECIDED, false)
                : pending.headMap(floor + 1, floor + 1 < LedgerPosting.UNDECIDED);
        boolean any = !finished.isEmpty();
        for (long records : finished.values()) {
            counted += records;
        }
        finished.clear();
        return any;
    }

    /** Returns whether records are in panes that may still change. */
    boolean hasPending() {
        return !pending.isEmpty();
    }

    /** Returns where the records have gone so far. */
    LedgerBalance balance(LedgerAccount account) {
        return new LedgerBalance(
                account,
                in,
                counted,
                pending.values().stream().mapToLong(Long::longValue).sum(),
                notCounted);
    }

    long in() {
        return in;
    }

    long counted() {
        return counted;
    }

    Map<ReasonCode, Long> notCounted() {
        return notCounted;
    }

    SortedMap<Long, Long> pending() {
        return pending;
    }

    AccountBook copy() {
        return new AccountBook(in, counted, notCounted, pending);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountBook that
                && in == that.in
                && counted == that.counted
                && notCounted.equals(that.notCounted)
                && pending.equals(that.pending);
    }

    @Override
    public int hashCode() {
        return Objects.hash(in, counted, notCounted, pending);
    }
}
