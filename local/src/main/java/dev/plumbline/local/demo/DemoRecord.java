package dev.plumbline.local.demo;

import org.jspecify.annotations.Nullable;

/**
 * One record of the demonstration's traffic, ready to be sent.
 *
 * @param partition where it goes, from 0
 * @param timestamp the record's own timestamp in epoch milliseconds; the event time inside the value lies a little, and
 *     for a late record far, before it
 * @param value JSON, or what came of it; null for a record without a value
 * @param kind what the job is expected to make of it
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes go straight to the producer; nobody compares records
public record DemoRecord(int partition, long timestamp, byte @Nullable [] value, Kind kind) {
    /** What the job is expected to make of a record. */
    public enum Kind {
        /** Counted. */
        SOUND,
        /** Well formed, but its window was settled long ago. */
        LATE,
        /** Rejected by the decoder. */
        BROKEN
    }
}
