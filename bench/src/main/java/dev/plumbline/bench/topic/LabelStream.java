package dev.plumbline.bench.topic;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The labels of one partition in the order in which they are sent: made of the predictions, which are drawn once more, and put off
 * until their time has come. Holds as many labels as are on their way at one time.
 */
final class LabelStream implements Records {
    private static final int HUNDRED = 100;

    private static final byte[] MODEL = Ascii.of("{\"model\":\"m");
    private static final byte[] ID = Ascii.of("\",\"id\":\"");
    private static final byte[] TIME = Ascii.of("\",\"time\":");
    private static final byte[] TRUE = Ascii.of(",\"y_true\":1}");
    private static final byte[] FALSE = Ascii.of(",\"y_true\":0}");

    private final LabelPlan plan;
    private final RecordStream predictions;
    private final SplittableRandom random;
    private final PriorityQueue<Coming> coming =
            new PriorityQueue<>(Comparator.comparingLong(Coming::sent).thenComparingLong(Coming::id));
    private final Ascii bytes = new Ascii();
    private long drawn;
    /** No prediction that is still to be drawn is before. */
    private long reached = Long.MIN_VALUE;

    private long timestamp;

    private record Coming(long sent, long time, int model, long id, boolean label) {}

    LabelStream(LabelPlan plan, int partition) {
        this.plan = plan;
        this.predictions = new RecordStream(plan.predictions(), partition);
        // Generators that the predictions leave unused.
        this.random = RecordStream.random(plan.predictions().seed(), plan.partitions() + partition);
    }

    @Override
    public boolean hasNext() {
        // Which one is next is known once no label of a later prediction can be before it.
        while (predictions.hasNext() && (coming.isEmpty() || coming.peek().sent() >= reached)) {
            draw();
        }
        return !coming.isEmpty();
    }

    @Override
    public byte[] next() {
        Coming label = coming.remove();
        timestamp = label.time();
        return bytes.clear()
                .text(MODEL)
                .number(label.model(), DefaultLayout.MODEL_DIGITS)
                .text(ID)
                .number(label.id(), DefaultLayout.ID_DIGITS)
                .text(TIME)
                .number(label.time(), DefaultLayout.TIME_DIGITS)
                .text(label.label() ? TRUE : FALSE)
                .copy();
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    private void draw() {
        predictions.next();
        long disorder = plan.predictions().disorder().toMillis();
        reached = Math.max(reached, predictions.timestamp() - disorder);
        long time = predictions.timestamp() + upTo(plan.delay().toMillis());
        long sent = time + upTo(disorder);
        // The last one always has a label, so that the labels are not over before the predictions.
        if (drawn % HUNDRED < plan.percent() || !predictions.hasNext()) {
            coming.add(new Coming(sent, time, predictions.model(), predictions.id(), predictions.label()));
        }
        drawn++;
    }

    private long upTo(long millis) {
        return millis == 0 ? 0 : random.nextLong(millis);
    }
}
