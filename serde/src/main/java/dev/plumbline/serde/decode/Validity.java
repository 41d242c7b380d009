package dev.plumbline.serde.decode;

import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the values of a well-formed record are plausible for the metric. Everything is judged as written, before rounding. */
final class Validity {
    /** No loss of a probability exceeds -ln(1e-7) = 16.12. */
    private static final double MAX_PROBABILITY_LOSS = 17;

    private final BinaryCrossentropyConfig metric;
    private final long minTime;
    private final long maxTime;
    private final long maxFuture;
    /** The loss is linear in the smoothed label, which leaves [0, 1] when smoothing does. */
    private final double maxLabel;

    Validity(DecodeOptions options) {
        metric = options.metric();
        minTime = options.minTime().toEpochMilli();
        maxTime = options.maxTime().toEpochMilli();
        maxFuture = options.maxFuture().toMillis();
        maxLabel = 1 + 2 * Math.abs(metric.labelSmoothing());
    }

    /** Whether an event time is in the plausible range and, if the record has a timestamp (not negative), not too far after it. */
    boolean isTime(long time, long recordTimestamp) {
        return isInRange(time) && !isTooFarAhead(time, recordTimestamp);
    }

    /** Whether a label is in [0, 1]. */
    boolean isLabel(double label) {
        return label >= 0 && label <= 1;
    }

    /** Whether a prediction, one of so many in a record, is finite, has a finite loss, and is a probability unless it is a logit. */
    boolean isPrediction(double prediction, int count) {
        return isFinite(prediction, count) && isProbabilityOrLogit(prediction);
    }

    /** Whether a weight is not negative, finite, and makes no infinite loss of one that is at most so large. */
    boolean isWeight(double weight, double maxLosses) {
        return weight >= 0 && Double.isFinite(metric.dtype().round(weight)) && Double.isFinite(weight * maxLosses);
    }

    /** An upper bound of the loss for any label in [0, 1]. */
    double maxLoss(double prediction) {
        return maxLabel * (metric.fromLogits() ? 2 * Math.abs(prediction) + 1 : MAX_PROBABILITY_LOSS);
    }

    private boolean isInRange(long time) {
        return time >= minTime && time <= maxTime;
    }

    private boolean isTooFarAhead(long time, long recordTimestamp) {
        return recordTimestamp >= 0 && time - maxFuture > recordTimestamp;
    }

    private boolean isFinite(double prediction, int count) {
        return Double.isFinite(metric.dtype().round(prediction)) && Double.isFinite(maxLoss(prediction) * count);
    }

    private boolean isProbabilityOrLogit(double prediction) {
        return metric.fromLogits() || (prediction >= 0 && prediction <= 1);
    }

    /** Judges an event time against the plausible range and, if the record has a timestamp (not negative), against that. */
    @Nullable
    Rejection time(TimeSlot slot, long time, long recordTimestamp) {
        if (!isInRange(time)) {
            return slot.reject(
                    ReasonCode.TIME_OUT_OF_RANGE,
                    "is " + shown(time) + ", outside " + Instant.ofEpochMilli(minTime) + " to "
                            + Instant.ofEpochMilli(maxTime)
                            + "; check " + slot.option("time_unit") + ", or widen time.min and time.max");
        }
        if (isTooFarAhead(time, recordTimestamp)) {
            return slot.reject(
                    ReasonCode.TIME_OUT_OF_RANGE,
                    "is " + shown(time) + ", more than " + maxFuture + " ms after the record's own timestamp "
                            + shown(recordTimestamp) + "; check the sender's clock, or raise time.max_future");
        }
        return null;
    }

    /** Judges labels: each in [0, 1]. */
    @Nullable
    Rejection labels(NumberSlot slot) {
        for (int i = 0; i < slot.size(); i++) {
            double label = slot.value(i);
            if (!isLabel(label)) {
                return slot.rejectAt(
                        ReasonCode.LABEL_OUT_OF_RANGE,
                        slot.element(i),
                        "is " + Excerpt.of(label) + ", outside [0, 1]; send 0 or 1, or a probability as a soft label");
            }
        }
        return null;
    }

    /**
     * Judges predictions: each finite in the metric's dtype, with a finite loss even when all are added up, and in [0, 1] unless
     * they are logits.
     */
    @Nullable
    Rejection predictions(NumberSlot slot) {
        for (int i = 0; i < slot.size(); i++) {
            double prediction = slot.value(i);
            if (!isFinite(prediction, slot.size())) {
                return slot.rejectAt(
                        ReasonCode.PREDICTION_NOT_FINITE,
                        slot.element(i),
                        "is " + Excerpt.of(prediction) + ", not finite (or without a finite loss) in "
                                + metric.dtype().id() + "; send a finite number");
            }
            if (!isProbabilityOrLogit(prediction)) {
                return slot.rejectAt(
                        ReasonCode.PREDICTION_OUT_OF_RANGE,
                        slot.element(i),
                        "is " + Excerpt.of(prediction)
                                + ", outside [0, 1]; send a probability, or set metric.from_logits: true for logits");
            }
        }
        return null;
    }

    /** Judges weights: each not negative, finite in the metric's dtype, and making no loss of these predictions infinite. */
    @Nullable
    Rejection weights(NumberSlot slot, NumberSlot predictions) {
        double maxLosses = 0;
        for (int i = 0; i < predictions.size(); i++) {
            maxLosses += maxLoss(predictions.value(i));
        }
        for (int i = 0; i < slot.size(); i++) {
            double weight = slot.value(i);
            if (!isWeight(weight, maxLosses)) {
                return slot.rejectAt(
                        ReasonCode.WEIGHT_INVALID,
                        slot.element(i),
                        "is " + Excerpt.of(weight)
                                + "; send a number that is not negative and whose product with the loss"
                                + " is finite in " + metric.dtype().id());
            }
        }
        return null;
    }

    private static String shown(long time) {
        return time + " (" + Instant.ofEpochMilli(time) + ")";
    }
}
