package dev.plumbline.job.config;

import dev.plumbline.serde.decode.EpochUnit;

/** The text form of units of time since the epoch. */
final class EpochUnits {
    private EpochUnits() {}

    /** The usual one first. */
    static ValueType<EpochUnit> type() {
        return ValueType.choice(
                EpochUnit::id,
                EpochUnit.MILLISECONDS,
                EpochUnit.SECONDS,
                EpochUnit.MICROSECONDS,
                EpochUnit.NANOSECONDS);
    }
}
