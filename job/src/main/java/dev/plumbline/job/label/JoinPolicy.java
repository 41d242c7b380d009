package dev.plumbline.job.label;

import java.io.Serializable;
import java.util.Objects;

/**
 * What can be chosen about the join. All lengths are in milliseconds of event time.
 *
 * @param keying by what predictions and labels find each other
 * @param horizon how long after its prediction a label is waited for, itself included; at least 1
 * @param early how long before its prediction a label may be; 0 for not at all
 * @param remember for how long after the horizon a label is told from one that no prediction asked for; 0 for not at all
 * @param conflicts what becomes of labels that do not agree
 * @param absence what a prediction without a label is worth
 */
public record JoinPolicy(
        JoinKeying keying, long horizon, long early, long remember, ConflictPolicy conflicts, AbsencePolicy absence)
        implements Serializable {

    /** So that no sum of an event time and these lengths overflows. */
    private static final long MAX_LENGTH = 1000L * 366 * 24 * 60 * 60 * 1000;

    /** Checks all lengths; {@link IllegalArgumentException} with a sentence if one makes no sense. */
    public JoinPolicy {
        Objects.requireNonNull(keying, "keying");
        Objects.requireNonNull(conflicts, "conflicts");
        Objects.requireNonNull(absence, "absence");
        requireBetween("horizon", horizon, 1);
        requireBetween("early", early, 0);
        requireBetween("remember", remember, 0);
    }

    private static void requireBetween(String name, long millis, long min) {
        if (millis < min || millis > MAX_LENGTH) {
            throw new IllegalArgumentException("the " + name + " of the join is " + millis + " ms, not between " + min
                    + " ms and 1000 years; choose one that is");
        }
    }

    /** Whether the predictions of several models or versions share a key. */
    public boolean isShared() {
        return keying == JoinKeying.ID;
    }

    /**
     * How long after the time of a label, or after the time at which its absence counts, it is decided at most that it counts: a label
     * that comes before its prediction waits for that; and unless the first label counts, all wait for the end of the horizon.
     */
    public long labelDelay() {
        return early + (conflicts == ConflictPolicy.FIRST ? 0 : horizon);
    }

    /**
     * How long after its horizon an episode leaves a trace: as long as labels past the horizon are told apart; and, if a label may be
     * for several, as long as one may wait that was for this one already.
     */
    public long trace() {
        return isShared() ? Math.max(remember, early) : remember;
    }
}
