package dev.plumbline.local.demo;

import org.jspecify.annotations.Nullable;

/**
 * One record of the demonstration's traffic, ready to be sent.
 *
 * @param topic where it goes
 * @param partition of that topic, from 0
 * @param timestamp the record's own timestamp in epoch milliseconds; the event time inside the value lies a little, and
 *     for a late record far, before it
 * @param value JSON, or what came of it; null for a record without a value
 * @param kind what the job is expected to make of it
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes go straight to the producer; nobody compares records
public record DemoRecord(String topic, int partition, long timestamp, byte @Nullable [] value, Kind kind) {
    /** What the job is expected to make of a record. */
    public enum Kind {
        /** Counted. */
        SOUND,
        /** Well formed, but its window was settled long ago. */
        LATE,
        /** Rejected by the decoder. */
        BROKEN,
        /** Says once more what an earlier record said. */
        DUPLICATE,
        /** A label that contradicts an earlier one. */
        CONFLICT,
        /** A label for more outputs than its prediction has. */
        MISFIT,
        /** A label that comes after the horizon. */
        PAST_HORIZON,
        /** A label with an id that no prediction has. */
        ORPHAN
    }
}
