package dev.plumbline.job.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Predictions and labels as they should not come but do: labels from at once to one and a half horizons after their predictions, some
 * before, some for nothing; predictions and labels that come twice or contradict each other; records of another shape, and broken
 * ones. Many times are equal, or just at an edge. The same seed gives the same records.
 *
 * <p>The set of records is one thing; {@link #arrive} puts them into logs.
 */
public final class LabelTraffic {

    /** Where all times begin. */
    public static final long START = 1_790_000_040_000L;

    /** Times are multiples of this, so that many are equal and many lie on the edges of panes. */
    private static final long GRID = 50;

    private final Identity.Kind kind;
    private final LabelRules rules;
    private final long span;
    private final Random random;
    private final List<Planned> records = new ArrayList<>();

    /**
     * How records come in.
     *
     * @param predictionPartitions the partitions of the predictions
     * @param labelPartitions the partitions of the labels
     * @param byId whether all records of one id are in one partition
     * @param outOfOrderness how long after a later record another may come, in milliseconds; 0 for in order
     * @param hasSilence whether the logs end with one record per partition, horizons after all others, so that most windows are final
     *     before the end of the input
     */
    public record Arrival(
            int predictionPartitions, int labelPartitions, boolean byId, long outOfOrderness, boolean hasSilence) {}

    private LabelTraffic(Identity.Kind kind, LabelRules rules, long span) {
        this.kind = kind;
        this.rules = rules;
        this.span = span;
        this.random = new Random(kind.seed());
    }

    /**
     * Draws at least so many predictions, and their labels.
     *
     * @param rules say what is early, late and at an edge
     * @param span over how many milliseconds the first predictions of ids are spread
     */
    public static LabelTraffic generate(long seed, LabelRules rules, int predictions, long span) {
        return generate(new Identity.Kind(seed, false), rules, predictions, span);
    }

    /** Draws the same for models of two outputs, but for a few predictions that have another number of them. */
    public static LabelTraffic ofTwoOutputs(long seed, LabelRules rules, int predictions, long span) {
        return generate(new Identity.Kind(seed, true), rules, predictions, span);
    }

    private static LabelTraffic generate(Identity.Kind kind, LabelRules rules, int predictions, long span) {
        LabelTraffic traffic = new LabelTraffic(kind, rules, span);
        int made = 0;
        for (int number = 1; made < predictions; number++) {
            made += traffic.add(number);
        }
        return traffic;
    }

    /** Puts the records into two logs. */
    public LabelLogs arrive(Arrival arrival) {
        return new LabelLogs(kind, records, START + span + 10 * rules.horizon(), arrival);
    }

    /** How many records there are. */
    public int size() {
        return records.size();
    }

    /** Draws what comes for one id, and returns how many predictions that are. */
    private int add(int number) {
        int before = records.size();
        int labels = 0;
        if (chance(1)) {
            label(number, random.nextInt(3), time(), value());
            return 0;
        }
        int lanes = chance(10) ? 2 + random.nextInt(2) : 1;
        long first = time();
        int truth = random.nextInt(2);
        for (int lane = 0; lane < lanes; lane++) {
            predict(number, lane, lane == 0 || chance(30) ? first : first + grid(rules.horizon()));
            if (lane == 0 || (rules.joinBy() != LabelRules.JoinBy.ID && chance(80))) {
                labels += labels(number, lane, first, truth);
            }
        }
        return records.size() - before - labels;
    }

    private void predict(int number, int lane, long time) {
        Planned prediction = Planned.prediction(number, lane, time, 0);
        records.add(chance(1) ? prediction.misshapen() : prediction);
        if (chance(2)) {
            records.add(again(prediction));
        }
        if (chance(1)) {
            Flaw[] flaws = Flaw.values();
            records.add(prediction.with(flaws[random.nextInt(flaws.length)]));
        }
    }

    /** Sent once more; the same event with another number; or another one, which may be an episode of its own. */
    private Planned again(Planned prediction) {
        int draw = random.nextInt(10);
        if (draw < 4) {
            return prediction;
        }
        long time = draw < 6 ? prediction.time() : prediction.time() + grid(3 * rules.horizon());
        return Planned.prediction(prediction.identity(), prediction.lane(), time, 1 + random.nextInt(3));
    }

    private int labels(int number, int lane, long predicted, int truth) {
        int before = records.size();
        if (chance(1)) {
            // At the end of one episode, and a next one so soon that the label would be early for it.
            long end = predicted + rules.horizon();
            label(number, lane, end - grid(rules.early()), truth);
            records.add(Planned.prediction(number, lane, end + 1 + grid(rules.early()), 4));
            return records.size() - before - 1;
        }
        if (!chance(92)) {
            return 0;
        }
        long time = predicted + delay();
        label(number, lane, time, truth);
        if (chance(2)) {
            label(number, lane, later(time), truth);
        }
        if (chance(1)) {
            label(number, lane, later(time), 1 - truth);
            label(number, lane, later(time), chance(50) ? truth : value());
        }
        if (chance(1)) {
            records.add(Planned.label(number, lane, later(time), truth).misshapen());
        }
        if (chance(1)) {
            label(number, Identity.NOBODY, time, truth);
        }
        return records.size() - before;
    }

    private void label(int number, int lane, long time, int variant) {
        Planned label = Planned.label(number, lane, time, variant);
        records.add(label);
        if (chance(1)) {
            Flaw[] flaws = Flaw.values();
            records.add(label.with(flaws[random.nextInt(flaws.length)]));
        }
    }

    private int value() {
        return random.nextInt(5);
    }

    /** How long after its prediction a label comes: up to one and a half horizons; before it; or at one of the edges. */
    private long delay() {
        if (chance(4)) {
            return -grid(2 * rules.early() + GRID);
        }
        if (chance(5)) {
            long[] edges = {
                0,
                rules.horizon(),
                rules.horizon() + 1,
                rules.horizon() + rules.remember(),
                rules.horizon() + rules.remember() + 1,
                -rules.early(),
                -rules.early() - 1
            };
            return edges[random.nextInt(edges.length)];
        }
        return grid(rules.horizon() * 3 / 2);
    }

    private long later(long time) {
        return chance(30) ? time : time + grid(rules.horizon());
    }

    private long time() {
        return START + grid(span);
    }

    private long grid(long length) {
        return random.nextLong(length / GRID + 1) * GRID;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
