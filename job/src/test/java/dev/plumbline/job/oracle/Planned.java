package dev.plumbline.job.oracle;

import org.jspecify.annotations.Nullable;

/**
 * A record before it is written: who sends it, when, and what it says. Two that are equal are written with the same bytes.
 *
 * @param time the event time in epoch milliseconds
 * @param identity the number of the {@link Identity}
 * @param isLabel whether it is a label and no prediction
 * @param lane for which of the models and versions of the identity it is
 * @param variant which of several values it has
 * @param isMisshapen whether it has another shape than others of its identity
 * @param flaw what is wrong with it; null if nothing is
 */
record Planned(
        long time,
        int identity,
        boolean isLabel,
        byte lane,
        byte variant,
        boolean isMisshapen,
        @Nullable Flaw flaw) {

    static Planned prediction(int identity, int lane, long time, int variant) {
        return new Planned(time, identity, false, (byte) lane, (byte) variant, false, null);
    }

    static Planned label(int identity, int lane, long time, int variant) {
        return new Planned(time, identity, true, (byte) lane, (byte) variant, false, null);
    }

    Planned misshapen() {
        return new Planned(time, identity, isLabel, lane, variant, true, flaw);
    }

    Planned with(Flaw newFlaw) {
        return new Planned(time, identity, isLabel, lane, variant, isMisshapen, newFlaw);
    }
}
