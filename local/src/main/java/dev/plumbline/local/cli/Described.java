package dev.plumbline.local.cli;

import dev.plumbline.serde.Rejection;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration makes of a record, in words.
 *
 * @param isValid whether it is not rejected
 * @param text what it becomes, or why it is rejected
 */
record Described(boolean isValid, String text) {
    private static final long NO_TIMESTAMP = Long.MIN_VALUE;

    static Described valid(String text) {
        return new Described(true, text);
    }

    static Described rejected(Rejection rejection) {
        return new Described(false, "rejected, " + rejection.reason().code() + ": " + rejection.message());
    }

    /**
     * A verdict, and whether it rests on the timestamp of the Kafka record that the sample does not show.
     *
     * @param rejection why the record is not valid; null if it is
     */
    record Verdict(@Nullable Rejection rejection, boolean timestampTaken) {}

    /**
     * Judges a record of a sample.
     *
     * @param decode judges it, for a timestamp in epoch milliseconds, or a negative one for none
     * @param kafka whether records come from Kafka, where each has a timestamp to fall back on
     */
    static Verdict judge(LongFunction<@Nullable Rejection> decode, boolean kafka) {
        Rejection rejection = decode.apply(NO_TIMESTAMP);
        if (kafka && rejection != null && rejection.field().equals("time")) {
            Rejection withTimestamp = decode.apply(System.currentTimeMillis());
            return new Verdict(withTimestamp, withTimestamp == null);
        }
        return new Verdict(rejection, false);
    }
}
