package dev.plumbline.job.join;

import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.time.Durations;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.decode.Excerpt;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Why the join does not count a record, in words. */
final class LossSentences {

    private final JoinPolicy policy;

    LossSentences(JoinPolicy policy) {
        this.policy = policy;
    }

    /** The reason and the sentence for a record that is lost. */
    Rejection of(JoinLoss loss, JoinKey key, long time) {
        String id = named(key);
        return switch (loss) {
            case DUPLICATE_PREDICTION ->
                of(
                        ReasonCode.DUPLICATE_PREDICTION,
                        "The prediction at " + Instant.ofEpochMilli(time) + " repeats " + id
                                + ", which has been predicted within labels.horizon (" + print(policy.horizon())
                                + ") before; the first one counts. Give each prediction an id of its own.");
            case LABEL_CONFLICT ->
                of(
                        ReasonCode.LABEL_CONFLICT,
                        "The label at " + Instant.ofEpochMilli(time) + " for " + id
                                + " does not agree with another one, and labels.conflicts is "
                                + policy.conflicts().name().toLowerCase(Locale.ROOT)
                                + "; send one label for a prediction, or choose which of them is right.");
            case LABEL_SHAPE_MISMATCH ->
                of(
                        ReasonCode.LABEL_SHAPE_MISMATCH,
                        "The label at " + Instant.ofEpochMilli(time) + " for " + id
                                + " has not the shape of its prediction; send one number for each of the prediction's.");
            case LABEL_PAST_HORIZON ->
                of(
                        ReasonCode.LABEL_PAST_HORIZON,
                        "The label at " + Instant.ofEpochMilli(time) + " for " + id
                                + " comes later than labels.horizon (" + print(policy.horizon())
                                + ") after its prediction; raise labels.horizon, or replay both topics.");
            case LABEL_ORPHAN ->
                of(
                        ReasonCode.LABEL_ORPHAN,
                        "The label at " + Instant.ofEpochMilli(time) + " for " + id
                                + " belongs to no prediction: there is none from labels.horizon ("
                                + print(policy.horizon()) + ") before it to labels.early (" + print(policy.early())
                                + ") after it; check that both topics name ids alike (labels.join_by), or raise one of"
                                + " them.");
        };
    }

    /** For a record whose time was settled when it came. */
    Rejection late(JoinKey key, long time) {
        return of(
                ReasonCode.LATE_AFTER_IDLE,
                "The record at " + Instant.ofEpochMilli(time) + " for " + named(key)
                        + " came after everything up to its time was decided, because its partition had been idle or was"
                        + " new; raise time.idleness or labels.idleness, or replay both topics.");
    }

    private static String named(JoinKey key) {
        return (key.model().isEmpty() ? "" : "model \"" + Excerpt.printable(key.model()) + "\" ")
                + (key.version().isEmpty() ? "" : "version \"" + Excerpt.printable(key.version()) + "\" ") + "id \""
                + Excerpt.printable(key.id()) + "\"";
    }

    private static String print(long millis) {
        return Durations.print(Duration.ofMillis(millis));
    }

    private static Rejection of(ReasonCode reason, String sentence) {
        return new Rejection(reason, "", sentence);
    }
}
