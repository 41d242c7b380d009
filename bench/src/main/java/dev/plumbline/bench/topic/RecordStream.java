package dev.plumbline.bench.topic;

import java.util.SplittableRandom;

/**
 * The records of one partition, one after the other. A pure function of the plan and the partition: who asks when, and what
 * other partitions do, changes nothing.
 */
public final class RecordStream {
    /** Most records weigh 1; the other weights are sums of powers of 2, so that sums of weights are exact in any order. */
    private static final byte[][] WEIGHTS = {
        Ascii.of("1.0"), Ascii.of("0.5"), Ascii.of("2.0"), Ascii.of("1.5"), Ascii.of("0.25")
    };

    private static final double PLAIN_WEIGHT = 0.9;

    /** Nothing depends on it that ids are unique; those of very large topics are not. */
    private static final long IDS_PER_PARTITION = 20_000_000;

    private static final long MILLION = 1_000_000;
    private static final long LEAST_PREDICTION = 1_000;

    private final TopicPlan plan;
    private final long records;
    private final SplittableRandom random;
    private final ModelChooser models;
    private final RecordLayout layout;
    private final long firstId;
    private long produced;
    private long timestamp;

    /** The stream of a partition, before its first record. */
    public RecordStream(TopicPlan plan, int partition) {
        this.plan = plan;
        this.records = plan.records(partition);
        this.random = random(plan.seed(), partition);
        this.models = new ModelChooser(plan.popularity(), plan.models());
        this.layout = plan.layout() == Layout.FOREIGN ? new ForeignLayout() : new DefaultLayout(plan.attributes());
        this.firstId = partition * IDS_PER_PARTITION;
    }

    /** Generators that were split off; seeds that are some steps apart would give one sequence, shifted. */
    private static SplittableRandom random(long seed, int partition) {
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom random = root.split();
        for (int i = 0; i < partition; i++) {
            random = root.split();
        }
        return random;
    }

    /** Whether there is another record. */
    public boolean hasNext() {
        return produced < records;
    }

    /** The next record's value; {@link #timestamp()} then tells its time. */
    public byte[] next() {
        timestamp = time();
        return recordAt(timestamp);
    }

    /** A record of a given time, for streams that are paced by a clock; its place in the plan's time plays no role. */
    public byte[] nextAt(long epochMillis) {
        timestamp = epochMillis;
        return recordAt(epochMillis);
    }

    private byte[] recordAt(long epochMillis) {
        int model = models.next(random);
        // Away from 0 and 1, where float32 and float64 would differ by more than the comparison allows.
        long prediction = LEAST_PREDICTION + random.nextLong(MILLION - 2 * LEAST_PREDICTION);
        // Labels come true as often as the prediction says.
        boolean label = random.nextLong(MILLION) < prediction;
        byte[] weight = random.nextDouble() < PLAIN_WEIGHT ? WEIGHTS[0] : WEIGHTS[random.nextInt(WEIGHTS.length)];
        byte[] value = layout.record(model, firstId + produced, epochMillis, prediction, label, weight, random);
        produced++;
        return value;
    }

    /** Epoch milliseconds of the last record, event time and Kafka timestamp alike. */
    public long timestamp() {
        return timestamp;
    }

    private long time() {
        long start = TopicPlan.START.toEpochMilli();
        // In double: the product of both would overflow for long spans of very many records.
        long place = start + (long) ((double) plan.span().toMillis() * produced / records);
        long behind =
                plan.disorder().isZero() ? 0 : random.nextLong(plan.disorder().toMillis());
        if (plan.latePercent() > 0 && random.nextInt(100) < plan.latePercent()) {
            behind += TopicPlan.LATENESS.toMillis();
        }
        return Math.max(start, place - behind);
    }
}
