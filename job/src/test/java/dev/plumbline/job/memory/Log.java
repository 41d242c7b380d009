package dev.plumbline.job.memory;

import dev.plumbline.job.flow.SourceRecord;

/** What a {@link LogReader} reads. */
interface Log {

    /** The record at the position; good until the next one is asked for. */
    SourceRecord record(LogSplit split);

    boolean isAtEnd(LogSplit split);

    boolean isHalfWay(LogSplit split);

    /** Fails the job, if this is the first time. */
    void failOnce();
}
