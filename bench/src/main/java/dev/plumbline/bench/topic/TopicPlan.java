package dev.plumbline.bench.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A topic of predictions.
 *
 * @param name the topic's name
 * @param records how many records it gets, over all partitions; at least 1
 * @param seed of all that is drawn
 * @param layout what a record looks like
 * @param popularity how records are spread over models
 * @param models how many models there are, at least 1
 * @param span how much event time the records of each partition cover, evenly
 * @param disorder how far behind its place in time a record may lie, at most; drawn evenly
 * @param latePercent how many of 100 records lie {@link #LATENESS} further behind
 * @param attributes how many attributes to slice by the default record carries, 1 to 4
 * @param shares how the records are shared among the partitions, one positive number for each
 */
public record TopicPlan(
        String name,
        long records,
        long seed,
        Layout layout,
        Popularity popularity,
        int models,
        Duration span,
        Duration disorder,
        int latePercent,
        int attributes,
        List<Integer> shares)
        implements Plan {

    /** The event time of the first record. Any past instant will do; a fixed one makes equal topics on any day. */
    public static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    /** How far behind late records lie: beyond the default out-of-orderness, allowed lateness and a pane together. */
    public static final Duration LATENESS = Duration.ofMinutes(3);

    private static final int PARTITIONS = 4;
    private static final int MODELS = 20;
    private static final Duration SPAN = Duration.ofMinutes(20);
    // Within the default out-of-orderness of 5 s, so that nothing is late.
    private static final Duration DISORDER = Duration.ofSeconds(2);

    /** Copies the list and checks the numbers. */
    public TopicPlan {
        if (records < 1 || models < 1 || attributes < 1 || attributes > 4 || shares.isEmpty()) {
            throw new IllegalArgumentException(
                    "a topic needs records, models, 1 to 4 attributes and partitions: " + name);
        }
        shares = List.copyOf(shares);
    }

    /** 20 zipf-distributed models, default records, 4 equal partitions, 20 minutes, slight disorder, nothing late. */
    public static TopicPlan zipf(String name, long records, long seed) {
        return new TopicPlan(
                name,
                records,
                seed,
                Layout.DEFAULT,
                Popularity.ZIPF,
                MODELS,
                SPAN,
                DISORDER,
                0,
                1,
                Collections.nCopies(PARTITIONS, 1));
    }

    /** The same with another layout. */
    public TopicPlan withLayout(Layout newLayout) {
        return new TopicPlan(
                name, records, seed, newLayout, popularity, models, span, disorder, latePercent, attributes, shares);
    }

    /** The same with other models. */
    public TopicPlan withModels(Popularity newPopularity, int newModels) {
        return new TopicPlan(
                name, records, seed, layout, newPopularity, newModels, span, disorder, latePercent, attributes, shares);
    }

    /** The same over another time, with another disorder. */
    public TopicPlan withTime(Duration newSpan, Duration newDisorder) {
        return new TopicPlan(
                name, records, seed, layout, popularity, models, newSpan, newDisorder, latePercent, attributes, shares);
    }

    /** The same with late records. */
    public TopicPlan withLate(int newLatePercent) {
        return new TopicPlan(
                name, records, seed, layout, popularity, models, span, disorder, newLatePercent, attributes, shares);
    }

    /** The same with more attributes to slice by. */
    public TopicPlan withAttributes(int newAttributes) {
        return new TopicPlan(
                name, records, seed, layout, popularity, models, span, disorder, latePercent, newAttributes, shares);
    }

    /** The same with partitions of other lengths. */
    public TopicPlan withShares(Integer... newShares) {
        return new TopicPlan(
                name,
                records,
                seed,
                layout,
                popularity,
                models,
                span,
                disorder,
                latePercent,
                attributes,
                List.of(newShares));
    }

    @Override
    public int partitions() {
        return shares.size();
    }

    @Override
    public String about() {
        return "%,d records to %s".formatted(records, name);
    }

    @Override
    public Records stream(int partition) {
        return new RecordStream(this, partition);
    }

    /** How many records one partition gets. */
    public long records(int partition) {
        long total = shares.stream().mapToLong(Integer::longValue).sum();
        long before =
                shares.stream().limit(partition).mapToLong(Integer::longValue).sum();
        // By differences of rounded sums, so that the partitions add up to the topic.
        return records * (before + shares.get(partition)) / total - records * before / total;
    }

    /** The event time of the last record of the partition that ends first, or a moment before it. */
    public Instant firstEnd() {
        long shortest =
                IntStream.range(0, partitions()).mapToLong(this::records).min().orElseThrow();
        return START.plus(span).minus(span.dividedBy(shortest)).minus(disorder).minusMillis(1);
    }
}
