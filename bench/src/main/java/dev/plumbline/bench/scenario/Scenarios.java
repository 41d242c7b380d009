package dev.plumbline.bench.scenario;

import static dev.plumbline.bench.contender.ContenderKind.DATASTREAM;
import static dev.plumbline.bench.contender.ContenderKind.INTERVAL_JOIN;
import static dev.plumbline.bench.contender.ContenderKind.JACKSON;
import static dev.plumbline.bench.contender.ContenderKind.RAW;
import static dev.plumbline.bench.contender.ContenderKind.SQL;
import static dev.plumbline.bench.contender.ContenderKind.SQL_FIRST;

import dev.plumbline.bench.contender.Backend;
import dev.plumbline.bench.topic.LabelPlan;
import dev.plumbline.bench.topic.Layout;
import dev.plumbline.bench.topic.Popularity;
import dev.plumbline.bench.topic.TopicPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All scenarios, for topics of a given size. */
public final class Scenarios {
    private static final String PLUMBLINE = "plumbline";
    private static final String PACK = "calibration.metrics=all";
    private static final String SLIDING = "{sliding: {size: 10m, slide: 10s}}";

    /** Records per second. */
    private static final int LIVE_RATE = 50_000;

    private static final Duration DISORDER = Duration.ofSeconds(2);

    private final long records;
    private final long seed;
    private final TopicPlan zipf;

    /**
     * Scenarios whose largest topic has so many records.
     *
     * @param records at least 100, for the smaller topics are fractions of it
     * @param seed of all topics
     */
    public Scenarios(long records, long seed) {
        this.records = records;
        this.seed = seed;
        this.zipf = TopicPlan.zipf("zipf", records, seed);
    }

    /** Every scenario, in the order in which they run. */
    public List<Scenario> all() {
        return List.of(
                zipf(),
                hot(),
                models(),
                foreign(),
                windows(),
                checkpoints(),
                calibration(),
                labels(),
                new Scenario("shapes", List.of(openPanes(), backlog(), late())),
                new Scenario(
                        "growth",
                        List.of(parallelism(), growingModels(), growingWindows(), growingSlices(), nestedSlices())),
                latency(),
                labelState());
    }

    private Scenario zipf() {
        List<Entry> entries = List.of(
                Entry.of("raw", RAW, zipf),
                Entry.of("jackson", JACKSON, zipf),
                Entry.of("sql", SQL, zipf),
                Entry.of("sql-first", SQL_FIRST, zipf),
                Entry.of("datastream", DATASTREAM, zipf),
                Entry.plumbline(PLUMBLINE, zipf),
                Entry.plumbline(
                        "plumbline-full",
                        zipf,
                        "metric.dtype=float32",
                        PACK,
                        "slices=[country]",
                        "windows=[{tumbling: 1m}, {sliding: {size: 10m, slide: 1m}}, {cumulative: {size: 1d, step: 1h}}]"));
        List<Bar> bars = List.of(
                new Bar(PLUMBLINE, "sql", 3.0, 4.0),
                new Bar(PLUMBLINE, "datastream", 3.0, 4.0),
                new Bar(PLUMBLINE, "jackson", 1.2, 1.5),
                new Bar(PLUMBLINE, "raw", 0.50, 0.65),
                Bar.none(PLUMBLINE, "sql-first"),
                Bar.none("plumbline-full", PLUMBLINE));
        return single("zipf", "20 zipf-distributed models, 4 partitions, 20 minutes, tumbling 1m", entries, bars);
    }

    private Scenario hot() {
        TopicPlan hot = TopicPlan.zipf("hot", records, seed).withModels(Popularity.HOT, 20);
        return single(
                "hot",
                "one of 20 models has 90 % of the records",
                List.of(Entry.plumbline(PLUMBLINE, zipf), Entry.plumbline("plumbline-hot", hot)),
                List.of(new Bar("plumbline-hot", PLUMBLINE, 0.85, 0.95)));
    }

    private Scenario models() {
        // 42,000 records per second of event time at the default size: about the live rate of the latency scenario.
        TopicPlan models = TopicPlan.zipf("models", records, seed)
                .withModels(Popularity.UNIFORM, 100_000)
                .withTime(Duration.ofMinutes(4), DISORDER);
        return single(
                "models",
                "100,000 models alike, 4 minutes",
                // SQL publishes each window once and drops what comes later, so the same is asked of the job; by
                // default it
                // publishes twice.
                List.of(
                        Entry.of("sql", SQL, models),
                        Entry.plumbline(PLUMBLINE, models, "time.allowed_lateness=0s"),
                        Entry.plumbline("plumbline-revising", models)),
                List.of(new Bar(PLUMBLINE, "sql", 2.0, 3.0), Bar.none("plumbline-revising", "sql")));
    }

    private Scenario foreign() {
        TopicPlan foreign = TopicPlan.zipf("foreign", records * 3 / 10, seed).withLayout(Layout.FOREIGN);
        return single(
                "foreign",
                "records of another shape: nested, escaped, 17 digits, mapped by JSON Pointers",
                List.of(
                        Entry.of("raw", RAW, foreign),
                        Entry.of("jackson", JACKSON, foreign),
                        Entry.of("sql", SQL, foreign),
                        Entry.plumbline(PLUMBLINE, foreign)),
                List.of(Bar.none(PLUMBLINE, "sql"), Bar.none(PLUMBLINE, "jackson"), Bar.none(PLUMBLINE, "raw")));
    }

    private Scenario windows() {
        return single(
                "windows",
                "tumbling 1m alone, and beside 60-fold sliding and cumulative windows",
                List.of(
                        Entry.plumbline(PLUMBLINE, zipf),
                        Entry.plumbline(
                                "plumbline-60",
                                zipf,
                                "windows=[{tumbling: 1m}, " + SLIDING + ", {cumulative: {size: 1d, step: 1h}}]"),
                        Entry.plumbline(
                                "plumbline-1440",
                                zipf,
                                "windows=[{tumbling: 1m}, " + SLIDING + ", {cumulative: {size: 1d, step: 1m}}]"),
                        Entry.of("sql-hop", SQL, zipf).slidingOnRequest(),
                        Entry.of("datastream-sliding", DATASTREAM, zipf).slidingOnRequest()),
                List.of(
                        new Bar("plumbline-60", PLUMBLINE, 0.90, 0.95),
                        Bar.none("plumbline-1440", PLUMBLINE),
                        Bar.none("plumbline-60", "sql-hop"),
                        Bar.none("plumbline-60", "datastream-sliding")));
    }

    private Scenario calibration() {
        return single(
                "calibration",
                "the loss alone, and with every calibration metric",
                List.of(
                        Entry.plumbline(PLUMBLINE, zipf),
                        Entry.plumbline("plumbline-bins", zipf, "calibration.metrics=[brier, calibration_error]"),
                        Entry.plumbline("plumbline-pack", zipf, PACK)),
                List.of(new Bar("plumbline-pack", PLUMBLINE, 0.75, 0.85), Bar.none("plumbline-bins", PLUMBLINE)));
    }

    private Scenario checkpoints() {
        return single(
                "checkpoints",
                "a checkpoint every second, and every 10 s",
                List.of(
                        Entry.plumbline(PLUMBLINE, zipf),
                        Entry.plumbline("plumbline-1s", zipf, "engine.checkpoint_interval=1s")),
                List.of(new Bar("plumbline-1s", PLUMBLINE, 0.93, 0.98)));
    }

    private Scenario labels() {
        // 278 predictions per second of event time at the default size: 333,000 within a horizon.
        Duration horizon = Duration.ofMinutes(20);
        TopicPlan predictions = TopicPlan.zipf("predictions", records / 10, seed)
                .withLayout(Layout.UNLABELLED)
                .withTime(Duration.ofHours(1), DISORDER);
        Entry.Labels labels = new Entry.Labels(new LabelPlan("labels", predictions, horizon, 99), horizon);
        return new Scenario(
                "labels",
                List.of(
                        joins(Backend.HEAP, 2.0, predictions, labels),
                        joins(Backend.ROCKSDB, 1.0, predictions, labels)));
    }

    private static Group joins(Backend backend, double bar, TopicPlan predictions, Entry.Labels labels) {
        Entry peer = Entry.of("interval-join-" + backend.label(), INTERVAL_JOIN, predictions)
                .reading(predictions, labels)
                .on(backend);
        // The peer drops what comes after the watermark, so the same is asked of the job.
        Entry own = Entry.plumbline(PLUMBLINE + "-" + backend.label(), predictions, "time.allowed_lateness=0s")
                .reading(predictions, labels)
                .on(backend);
        return new Group(
                backend.label(),
                "labels up to 20 minutes late, of 99 % of the predictions of an hour",
                List.of(peer, own),
                List.of(new Bar(own.name(), peer.name(), bar, bar * 1.5)));
    }

    /** Predictions of ten hours, of which one in a hundred has its label within a minute and all others wait for a day. */
    private Scenario labelState() {
        List<StateCase> cases = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            for (Entry job : List.of(
                    Entry.of("interval-join-" + backend.label(), INTERVAL_JOIN, zipf),
                    Entry.plumbline(PLUMBLINE + "-" + backend.label(), zipf, "time.allowed_lateness=0s"))) {
                Entry one = job.on(backend);
                cases.add(new StateCase(
                        waiting(one, "waiting-few", records / 50), waiting(one, "waiting-many", records / 10)));
            }
        }
        return new Scenario("label-state", List.of(), List.of(), cases);
    }

    private Entry waiting(Entry job, String topic, long predictions) {
        TopicPlan plan = TopicPlan.zipf(topic, predictions, seed)
                .withLayout(Layout.UNLABELLED)
                .withTime(Duration.ofHours(10), DISORDER);
        return job.reading(
                plan,
                new Entry.Labels(new LabelPlan(topic + "-labels", plan, Duration.ofMinutes(1), 1), Duration.ofDays(1)));
    }

    private Scenario latency() {
        int seconds = (int) Math.max(5, Math.min(40, records / 5 / LIVE_RATE));
        List<LiveCase> live = new ArrayList<>();
        for (String delivery : List.of("exactly_once", "at_least_once")) {
            for (String interval : List.of("1s", "10s")) {
                live.add(new LiveCase(delivery + "-" + interval, delivery, interval, LIVE_RATE, seconds));
            }
        }
        return new Scenario("latency", List.of(), live, List.of());
    }

    private Group openPanes() {
        TopicPlan open = TopicPlan.zipf("open-panes", records / 2, seed)
                .withModels(Popularity.UNIFORM, 2_000)
                .withTime(Duration.ofMinutes(2), Duration.ofSeconds(60));
        return shape(
                "open-panes",
                "2,000 models over panes of 1 s with 60 s of disorder: 120,000 open sums",
                Entry.plumbline("plumbline-open-panes", open, "windows=[{tumbling: 1s}]", "time.out_of_orderness=60s"));
    }

    private Group backlog() {
        TopicPlan backlog = TopicPlan.zipf("backlog", records / 2, seed)
                .withTime(Duration.ofDays(1), DISORDER)
                .withShares(8, 4, 2, 1);
        return shape(
                "backlog",
                "a day of backlog in partitions of 8 : 4 : 2 : 1",
                Entry.plumbline("plumbline-backlog", backlog));
    }

    private Group late() {
        TopicPlan late = TopicPlan.zipf("late", records / 2, seed).withLate(1);
        return shape("late", "1 % of the records late, as dead letters", Entry.plumbline("plumbline-late", late));
    }

    private Group shape(String name, String about, Entry entry) {
        Entry own = Entry.plumbline("plumbline-" + name + "-base", half());
        return new Group(name, about, List.of(own, entry), List.of(Bar.none(entry.name(), own.name())));
    }

    private TopicPlan half() {
        return TopicPlan.zipf("zipf-half", records / 2, seed);
    }

    private Group parallelism() {
        TopicPlan topic = small("growth");
        return new Group(
                "parallelism",
                "one task and two",
                List.of(
                        Entry.plumbline("parallelism-1", topic).withParallelism(1),
                        Entry.plumbline("parallelism-2", topic)),
                List.of(Bar.none("parallelism-2", "parallelism-1")));
    }

    private Group growingModels() {
        List<Entry> entries = new ArrayList<>();
        for (int models : List.of(1, 20, 1_000, 100_000)) {
            TopicPlan topic = small("growth-models-" + models)
                    .withModels(Popularity.UNIFORM, models)
                    .withTime(Duration.ofMinutes(2), DISORDER);
            entries.add(Entry.plumbline("models-" + models, topic));
        }
        return growing("models", "cost by number of models, all alike, 2 minutes", entries);
    }

    private Group growingWindows() {
        TopicPlan topic = small("growth");
        String three = "{tumbling: 1m}, {tumbling: 5m}, {sliding: {size: 10m, slide: 1m}}";
        String ten = three + ", {tumbling: 2m}, {tumbling: 10m}, {tumbling: 1h}, {sliding: {size: 5m, slide: 1m}},"
                + " {sliding: {size: 1h, slide: 5m}}, {cumulative: {size: 1h, step: 1m}},"
                + " {cumulative: {size: 1d, step: 1h}}";
        return growing(
                "windows",
                "cost by number of windows",
                List.of(
                        Entry.plumbline("windows-1", topic),
                        Entry.plumbline("windows-3", topic, "windows=[" + three + "]"),
                        Entry.plumbline("windows-10", topic, "windows=[" + ten + "]")));
    }

    private Group growingSlices() {
        TopicPlan topic = small("growth-slices").withAttributes(4);
        return growing(
                "slices",
                "cost by number of attributes to slice by; the records carry all four",
                List.of(
                        Entry.plumbline("slices-0", topic),
                        Entry.plumbline("slices-1", topic, "slices=[country]"),
                        Entry.plumbline("slices-2", topic, "slices=[country, device]"),
                        Entry.plumbline("slices-4", topic, "slices=[country, device, channel, cohort]")));
    }

    private Group nestedSlices() {
        TopicPlan topic = small("growth-slices").withAttributes(4);
        String nested = "slices=[country, [country, device]]";
        return new Group(
                "nested",
                "cost of slices of slices, 8 countries on 3 devices, for the loss alone and with every calibration metric",
                List.of(
                        Entry.plumbline("nested-0", topic),
                        Entry.plumbline("nested-2", topic, nested),
                        Entry.plumbline("nested-pack-0", topic, PACK),
                        Entry.plumbline("nested-pack-2", topic, PACK, nested)),
                List.of(Bar.none("nested-2", "nested-0"), Bar.none("nested-pack-2", "nested-pack-0")));
    }

    private static Group growing(String name, String about, List<Entry> entries) {
        String first = entries.get(0).name();
        return new Group(
                name,
                about,
                entries,
                entries.stream()
                        .skip(1)
                        .map(entry -> Bar.none(entry.name(), first))
                        .toList());
    }

    private TopicPlan small(String name) {
        return TopicPlan.zipf(name, records * 3 / 10, seed);
    }

    private static Scenario single(String name, String about, List<Entry> entries, List<Bar> bars) {
        return new Scenario(name, List.of(new Group("", about, entries, bars)));
    }
}
