package dev.plumbline.job.oracle;

import dev.plumbline.serde.ReasonCode;
import java.util.EnumMap;
import java.util.Map;

/** What a ledger must say of one account at the end: as many records are in as were counted, or not for one of the reasons. */
public final class Account {
    private long counted;
    private final Map<ReasonCode, Long> notCounted = new EnumMap<>(ReasonCode.class);

    Account() {}

    void count() {
        counted++;
    }

    void refuse(ReasonCode reason) {
        notCounted.merge(reason, 1L, Long::sum);
    }

    /** Records that were read. */
    public long in() {
        return counted + notCounted.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Records that were counted. */
    public long counted() {
        return counted;
    }

    /** Records that were not, by reason. */
    public Map<ReasonCode, Long> notCounted() {
        return Map.copyOf(notCounted);
    }

    @Override
    public String toString() {
        return "counted " + counted + ", not counted " + notCounted;
    }
}
