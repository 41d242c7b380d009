package dev.plumbline.bench.topic;

import java.time.Duration;

/**
 * The labels of predictions, on a topic of their own: each comes some time after its prediction, and so in another order. A
 * partition holds the labels of that partition of the predictions, in the order of time but for the disorder that the predictions
 * have too. A prediction has one label or none.
 *
 * @param name the topic's name
 * @param predictions what the labels are for; nothing in it may be late
 * @param delay how long after its prediction a label is known, at most; drawn evenly
 * @param percent how many of 100 predictions get a label, 1 to 100; the last one of a partition always gets one
 */
public record LabelPlan(String name, TopicPlan predictions, Duration delay, int percent) implements Plan {

    /** Checks the numbers. */
    public LabelPlan {
        if (predictions.latePercent() > 0 || delay.isNegative() || percent < 1 || percent > 100) {
            throw new IllegalArgumentException(
                    "labels need predictions none of which is late, a delay of 0 or more, and 1 to 100 percent: "
                            + name);
        }
    }

    @Override
    public int partitions() {
        return predictions.partitions();
    }

    @Override
    public String about() {
        return "labels of %d %% of the records to %s".formatted(percent, name);
    }

    @Override
    public Records stream(int partition) {
        return new LabelStream(this, partition);
    }
}
