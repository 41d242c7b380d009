package dev.plumbline.bench.topic;

import java.util.SplittableRandom;

/**
 * The records of one partition, one after the other. A pure function of the plan and the partition: who asks when, and what
 * other partitions do, changes nothing.
 */
public final class RecordStream implements Records {
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
    private int model;
    private long id;
    private boolean label;

    /** The stream of a partition, before its first record. */
    public RecordStream(TopicPlan plan, int partition) {
        this.plan = plan;
        this.records = plan.records(partition);
        this.random = random(plan.seed(), partition);
        this.models = new ModelChooser(plan.popularity(), plan.models());
        this.layout = layout(plan);
        this.firstId = partition * IDS_PER_PARTITION;
    }

    /** Generators that were split off; seeds that are some steps apart would give one sequence, shifted. */
    static SplittableRandom random(long seed, int partition) {
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom random = root.split();
        for (int i = 0; i < partition; i++) {
            random = root.split();
        }
        return random;
    }

    private static RecordLayout layout(TopicPlan plan) {
        return switch (plan.layout()) {
            case DEFAULT -> new DefaultLayout(plan.attributes(), true);
            case UNLABELLED -> new DefaultLayout(plan.attributes(), false);
            case FOREIGN -> new ForeignLayout();
        };
    }

    @Override
    public boolean hasNext() {
        return produced < records;
    }

    @Override
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
        model = models.next(random);
        // Away from 0 and 1, where float32 and float64 would differ by more than the comparison allows.
        long prediction = LEAST_PREDICTION + random.nextLong(MILLION - 2 * LEAST_PREDICTION);
        // Labels come true as often as the prediction says.
        label = random.nextLong(MILLION) < prediction;
        byte[] weight = random.nextDouble() < PLAIN_WEIGHT ? WEIGHTS[0] : WEIGHTS[random.nextInt(WEIGHTS.length)];
        id = firstId + produced;
        byte[] value = layout.record(model, id, epochMillis, prediction, label, weight, random);
        produced++;
        return value;
    }

    /** The model of the last record. */
    int model() {
        return model;
    }

    /** The id of the last record. */
    long id() {
        return id;
    }

    /** What came true of the last record, whether it says so or not. */
    boolean label() {
        return label;
    }

    @Override
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
