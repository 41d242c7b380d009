package dev.plumbline.local.demo;

import dev.plumbline.local.demo.DemoRecord.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * An endless, seeded stream of predictions with labels, of three models that score the same population:
 *
 * <ul>
 *   <li>{@code calibrated}: each label is drawn with the very probability that the record carries;
 *   <li>{@code overconfident}: its logits are twice the true ones;
 *   <li>{@code drifting}: calibrated until the drift begins; then the world moves away from it in every country but {@value
 *       #SPARED}, until labels follow logits that are {@value #DRIFT} higher than its own.
 * </ul>
 *
 * <p>Half of each model's traffic comes from one country, the rest from two others.
 *
 * <p>About one record in a hundred is broken, one in 10,000 comes 15 s out of order, which revises a window that was
 * published, and one in 2000 comes three minutes late, which is too late.
 *
 * <p>Equal arguments give equal bytes on every machine: {@link Random} fixes its algorithm, and probabilities are
 * {@link Millionths}. Not thread-safe.
 */
public final class DemoTraffic implements Traffic {
    /** Number of partitions over which records go round in turn. */
    public static final int PARTITIONS = 4;

    static final List<String> MODELS = List.of("calibrated", "overconfident", "drifting");
    /** How far the labels' logits end above the drifting model's. */
    static final double DRIFT = 2.0;

    /** Where the world stays as it was. */
    static final String SPARED = "JP";

    /** One record of ten after the other. */
    private static final List<String> COUNTRIES =
            List.of("BR", "DE", "BR", SPARED, "BR", "DE", "BR", SPARED, "BR", "DE");

    private static final List<Breakage> BREAKAGES = List.of(Breakage.values());
    private static final double MEAN_LOGIT = -1.0;
    private static final double SPREAD_OF_LOGITS = 1.5;
    private static final int JITTER_MILLIS = 1_500;
    private static final int REVISING_MILLIS = 15_000;
    private static final int LATE_MILLIS = 180_000;
    // Before that, the partition's clock may not have got far enough for the late ones to be late.
    private static final int NONE_LATE_MILLIS = 60_000;

    private final Random random;
    private final long start;
    private final double perSecond;
    private final long driftFrom;
    private final long driftUntil;
    private long index;

    /**
     * Traffic that begins at {@code start} (epoch milliseconds) with {@code perSecond} records in each second of event
     * time, and whose third model drifts from {@code driftFrom} to {@code driftUntil}.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite, or the drift ends before it begins
     */
    public DemoTraffic(long seed, long start, double perSecond, long driftFrom, long driftUntil) {
        if (!(perSecond > 0 && perSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("records per second must be positive and finite, not " + perSecond);
        }
        if (driftUntil <= driftFrom) {
            throw new IllegalArgumentException("the drift must end after it begins");
        }
        this.random = new Random(seed);
        this.start = start;
        this.perSecond = perSecond;
        this.driftFrom = driftFrom;
        this.driftUntil = driftUntil;
    }

    @Override
    public long due() {
        return start + (long) (index * 1000.0 / perSecond);
    }

    @Override
    public DemoRecord next() {
        long due = due();
        int partition = (int) (index % PARTITIONS);
        long id = index++;
        String model = MODELS.get(random.nextInt(MODELS.size()));
        long time = due - random.nextInt(JITTER_MILLIS);
        int luck = random.nextInt(10_000);
        if (luck < 100) {
            Breakage breakage = BREAKAGES.get(luck % BREAKAGES.size());
            return new DemoRecord(DemoPlan.PREDICTIONS, partition, due, breakage.value(model, time), Kind.BROKEN);
        }
        if (luck < 105 && due - start > NONE_LATE_MILLIS) {
            return new DemoRecord(
                    DemoPlan.PREDICTIONS, partition, due, sound(model, id, time - LATE_MILLIS), Kind.LATE);
        }
        if (luck == 105 && due - start > NONE_LATE_MILLIS) {
            time -= REVISING_MILLIS;
        }
        return new DemoRecord(DemoPlan.PREDICTIONS, partition, due, sound(model, id, time), Kind.SOUND);
    }

    private byte[] sound(String model, long id, long time) {
        double logit = MEAN_LOGIT + SPREAD_OF_LOGITS * random.nextGaussian();
        double claimed = model.equals("overconfident") ? 2 * logit : logit;
        String country = COUNTRIES.get((int) (id % COUNTRIES.size()));
        boolean drifts = model.equals("drifting") && !country.equals(SPARED);
        double actual = drifts ? logit + DRIFT * drifted(time) : logit;
        int prediction = Millionths.of(claimed);
        int label = random.nextInt(Millionths.ONE) < Millionths.of(actual) ? 1 : 0;
        String json = "{\"model\":\"" + model + "\",\"version\":\"1\",\"id\":\"" + id + "\",\"time\":" + time
                + ",\"y_pred\":" + Millionths.text(prediction) + ",\"y_true\":" + label + ",\"slices\":{\"country\":\""
                + country + "\"}}";
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    /** Which part of the drift has happened at {@code time}, 0 to 1. */
    private double drifted(long time) {
        double part = (double) (time - driftFrom) / (driftUntil - driftFrom);
        return Math.min(1, Math.max(0, part));
    }
}
