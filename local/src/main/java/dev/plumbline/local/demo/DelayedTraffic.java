package dev.plumbline.local.demo;

import dev.plumbline.local.demo.DemoRecord.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A seeded stream of predictions without labels, of the one model {@value #MODEL}, and of their labels, each on its topic when it becomes known:
 * 1 to 60 s after the prediction, sooner rather than later. The model is calibrated: each label is drawn with the very probability
 * that it gives. In seven cases of a hundred something happens to the label, see {@link LabelFate}.
 *
 * <p>Equal arguments give equal bytes on every machine, see {@link DemoTraffic}; and delays are computed by {@link StrictMath}. Not thread-safe.
 */
final class DelayedTraffic implements Traffic {
    static final String MODEL = "delayed";
    /** Number of partitions of either topic. */
    static final int PARTITIONS = 2;
    /** What comes later than this after its prediction is not waited for. */
    static final int HORIZON_MILLIS = 60_000;
    /** How long before its prediction the time of a label may be. */
    static final int EARLY_MILLIS = 400;

    private static final double MEAN_LOGIT = -1.0;
    private static final double SPREAD_OF_LOGITS = 1.5;
    private static final int JITTER_MILLIS = 1_500;
    private static final int SHORTEST_DELAY = 1_000;
    /** That of delays from which all beyond the horizon are taken out. */
    private static final double MEAN_DELAY = 25_000;

    private static final int LATE_BY = 30_000;
    private static final int SECOND_LABEL_WITHIN = 10_000;
    // Before the clock of its partition has left it behind.
    private static final int SECOND_PREDICTION_AFTER = 400;

    private final Random random;
    private final long start;
    private final double perSecond;
    private final long end;
    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparingLong(Planned::due).thenComparingLong(Planned::number));
    private long now;
    private long predictions;
    private long plans;

    /** A record that will be sent. Of those that are due at one time, the one goes first that was planned first. */
    private record Planned(long number, DemoRecord record) {
        long due() {
            return record.timestamp();
        }
    }

    /**
     * Traffic that begins at {@code start} (epoch milliseconds) with {@code perSecond} predictions in each second of event time. The last
     * prediction comes before {@code end}, the last label when it is known.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    DelayedTraffic(long seed, long start, double perSecond, long end) {
        if (!(perSecond > 0 && perSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("predictions per second must be positive and finite, not " + perSecond);
        }
        this.random = new Random(seed);
        this.start = start;
        this.perSecond = perSecond;
        this.end = end;
    }

    @Override
    public long due() {
        Planned first = planned.peek();
        return first == null ? predictionDue() : Math.min(first.due(), predictionDue());
    }

    private long predictionDue() {
        long due = start + (long) (predictions * 1000.0 / perSecond);
        return due < end ? due : OVER;
    }

    @Override
    public DemoRecord next() {
        Planned first = planned.peek();
        if (first != null && first.due() <= predictionDue()) {
            return planned.remove().record();
        }
        if (predictionDue() == OVER) {
            throw new NoSuchElementException("all predictions and labels are sent");
        }
        return predict();
    }

    /** The next prediction; plans what follows from it. */
    private DemoRecord predict() {
        now = predictionDue();
        long number = predictions++;
        String id = Long.toString(number);
        long time = now - random.nextInt(JITTER_MILLIS);
        int probability = Millionths.of(MEAN_LOGIT + SPREAD_OF_LOGITS * random.nextGaussian());
        int y = random.nextInt(Millionths.ONE) < probability ? 1 : 0;
        DemoRecord prediction = new DemoRecord(
                DemoPlan.DELAYED_PREDICTIONS,
                (int) (number % PARTITIONS),
                now,
                json(id, time, "\"y_pred\":" + Millionths.text(probability)),
                Kind.SOUND);
        planLabels(prediction, id, time, y);
        return prediction;
    }

    private void planLabels(DemoRecord prediction, String id, long time, int y) {
        long known = time + delay(HORIZON_MILLIS);
        switch (LabelFate.of(random.nextInt(LabelFate.ALL))) {
            case COMES -> planLabel(Kind.SOUND, id, known, y);
            case NEVER -> {}
            case TOO_LATE -> planLabel(Kind.PAST_HORIZON, id, time + HORIZON_MILLIS + 1 + random.nextInt(LATE_BY), y);
            case TWICE -> {
                long first = time + delay(HORIZON_MILLIS - SECOND_LABEL_WITHIN);
                planLabel(Kind.SOUND, id, first, y);
                planLabel(Kind.DUPLICATE, id, first + 1 + random.nextInt(SECOND_LABEL_WITHIN), y);
            }
            case DISPUTED -> {
                long first = time + delay(HORIZON_MILLIS - SECOND_LABEL_WITHIN);
                planLabel(Kind.SOUND, id, first, y);
                planLabel(Kind.CONFLICT, id, first + 1 + random.nextInt(SECOND_LABEL_WITHIN), 1 - y);
            }
            case EARLY -> planLabel(Kind.SOUND, id, time - 1 - random.nextInt(EARLY_MILLIS), y);
            case PREDICTED_TWICE -> {
                plan(new DemoRecord(
                        prediction.topic(),
                        prediction.partition(),
                        prediction.timestamp() + SECOND_PREDICTION_AFTER,
                        prediction.value(),
                        Kind.DUPLICATE));
                planLabel(Kind.SOUND, id, known, y);
            }
            case MISSPELT -> planLabel(Kind.ORPHAN, "id-" + id, known, y);
            case TWO_OUTPUTS -> planLabel(Kind.MISFIT, id, known, "[" + y + "," + (1 - y) + "]");
            case IN_WORDS -> planLabel(Kind.BROKEN, id, known, y == 1 ? "\"yes\"" : "\"no\"");
        }
    }

    private void planLabel(Kind kind, String id, long time, int y) {
        planLabel(kind, id, time, Integer.toString(y));
    }

    /** A label is sent soon after it is known, and not before its prediction, whatever its time says. */
    private void planLabel(Kind kind, String id, long time, String y) {
        plan(new DemoRecord(
                DemoPlan.DELAYED_LABELS,
                Math.floorMod(id.hashCode(), PARTITIONS),
                Math.max(now, time + random.nextInt(JITTER_MILLIS)),
                json(id, time, "\"y_true\":" + y),
                kind));
    }

    private void plan(DemoRecord record) {
        planned.add(new Planned(plans++, record));
    }

    /** Exponentially distributed below {@code limit}. */
    private long delay(int limit) {
        double within = 1 - StrictMath.exp(-(limit - SHORTEST_DELAY) / MEAN_DELAY);
        return SHORTEST_DELAY + (long) (-MEAN_DELAY * StrictMath.log(1 - within * random.nextDouble()));
    }

    private static byte[] json(String id, long time, String rest) {
        return ("{\"model\":\"" + MODEL + "\",\"version\":\"1\",\"id\":\"" + id + "\",\"time\":" + time + "," + rest
                        + "}")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
