package dev.plumbline.job.flow;

import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.report.LedgerAccount;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * What a task has seen of one account since it last told. The maps are kept, not copied, and must not change any more.
 *
 * @param account whose records
 * @param in records that came in
 * @param notCounted records that were turned away, by reason
 * @param summed records that reached the windows, by the end of their pane in epoch milliseconds; {@link #UNDECIDED} ones wait for a
 *     decision, of which there may be fewer than before, and {@link #FINISHED} ones are counted for good
 */
public record LedgerPosting(
        LedgerAccount account, long in, Map<ReasonCode, Long> notCounted, SortedMap<Long, Long> summed) {

    /** Stands for the end of a pane that is never finished. */
    public static final long UNDECIDED = Long.MAX_VALUE;

    /** Stands for the end of a pane that is always finished. */
    public static final long FINISHED = Long.MIN_VALUE;

    /** Refuses null. */
    public LedgerPosting {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(notCounted, "notCounted");
        Objects.requireNonNull(summed, "summed");
    }
}
