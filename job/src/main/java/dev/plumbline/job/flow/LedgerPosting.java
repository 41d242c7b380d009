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
 * @param summed records that reached the windows, by the end of their pane in epoch milliseconds
 */
public record LedgerPosting(
        LedgerAccount account, long in, Map<ReasonCode, Long> notCounted, SortedMap<Long, Long> summed) {

    /** Refuses null. */
    public LedgerPosting {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(notCounted, "notCounted");
        Objects.requireNonNull(summed, "summed");
    }
}
