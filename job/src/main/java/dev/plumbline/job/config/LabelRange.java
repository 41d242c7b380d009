package dev.plumbline.job.config;

import java.time.Duration;
import java.time.Instant;

/** Where labels are read if nothing else is said: all that can be about the predictions that are read. */
final class LabelRange {
    private LabelRange() {}

    /**
     * Where labels begin. Offsets of predictions say nothing of labels, which begin at the oldest one then.
     *
     * @param predictions where predictions begin
     * @param early how long before its prediction a label may be
     */
    static StartPosition start(StartPosition predictions, Duration early) {
        if (predictions instanceof StartPosition.At at) {
            Instant time = at.time().minus(early);
            return new StartPosition.At(time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time);
        }
        return predictions instanceof StartPosition.AtOffsets ? new StartPosition.Earliest() : predictions;
    }

    /**
     * Where labels end; of offsets of predictions, at the newest one.
     *
     * @param predictions where predictions end
     * @param horizon how long after its prediction a label is waited for
     */
    static StopPosition stop(StopPosition predictions, Duration horizon) {
        if (predictions instanceof StopPosition.At at) {
            return new StopPosition.At(at.time().plus(horizon));
        }
        return predictions instanceof StopPosition.AtOffsets ? new StopPosition.Latest() : predictions;
    }
}
