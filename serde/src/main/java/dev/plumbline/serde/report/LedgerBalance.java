package dev.plumbline.serde.report;

import dev.plumbline.serde.ReasonCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where the records of one account have gone since the job was first started: in = counted + pending + late + duplicate +
 * unlabelled + dead-lettered. The left side is counted at the door, the right side where records are summed or turned away, so a record that
 * is lost or counted twice on the way shows as a {@link #residual()}.
 *
 * <p>All numbers are records, cumulative over restarts, and not negative.
 *
 * @param account whose records
 * @param in records that were read
 * @param counted records in panes that nothing can change any more; labels that some prediction was counted with
 * @param pending records in panes that are still open, or open to late records; predictions and labels that wait for each other
 * @param notCounted records that were not counted, by reason; reasons without records are left out
 */
public record LedgerBalance(
        LedgerAccount account, long in, long counted, long pending, Map<ReasonCode, Long> notCounted) {

    /** Copies the map and checks the numbers; {@link IllegalArgumentException} if one is negative. */
    public LedgerBalance {
        Objects.requireNonNull(account, "account");
        requireNotNegative("in", in);
        requireNotNegative("counted", counted);
        requireNotNegative("pending", pending);
        notCounted = notCounted.isEmpty() ? Map.of() : present(notCounted);
    }

    private static Map<ReasonCode, Long> present(Map<ReasonCode, Long> notCounted) {
        EnumMap<ReasonCode, Long> copy = new EnumMap<>(ReasonCode.class);
        notCounted.forEach((reason, records) -> {
            requireNotNegative(reason.code(), records);
            if (records > 0) {
                copy.put(reason, records);
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    /** Records that came after their pane was closed, whatever the cause. */
    public long late() {
        return of(ReasonCode.LATE) + of(ReasonCode.LATE_AFTER_IDLE);
    }

    /** Records that repeat another; 0 unless labels come on a topic of their own, since nothing else tells them apart. */
    public long duplicate() {
        return of(ReasonCode.DUPLICATE_PREDICTION) + of(ReasonCode.DUPLICATE_LABEL);
    }

    /** Predictions that have no label to be counted with: none came in time, or those that did do not agree. */
    public long unlabelled() {
        return of(ReasonCode.UNLABELLED) + of(ReasonCode.LABELS_DISAGREE);
    }

    /** Records that were not counted for any other reason. */
    public long deadLettered() {
        return notCounted.values().stream().mapToLong(Long::longValue).sum() - late() - duplicate() - unlabelled();
    }

    /** in - (counted + pending + late + duplicate + unlabelled + dead-lettered): 0 unless records were lost (positive) or repeated. */
    public long residual() {
        return in - (counted + pending + late() + duplicate() + unlabelled() + deadLettered());
    }

    private long of(ReasonCode reason) {
        return notCounted.getOrDefault(reason, 0L);
    }

    private static void requireNotNegative(String name, long records) {
        if (records < 0) {
            throw new IllegalArgumentException("a ledger has " + name + " = " + records + "; it cannot be below 0");
        }
    }
}
