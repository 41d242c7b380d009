package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replay means what the live job means, and touches nothing of it. */
class ReplayTest {
    private static final String LIVE = """
            job: ctr
            source:
              kafka:
                bootstrap_servers: in:9092
                topics: predictions
                group_id: watchers
                start: latest
                properties: {security.protocol: SASL_SSL, sasl.jaas.config: "${LOGIN}", max.poll.records: 7}
            metric: {variant: tf2.3}
            windows: [{tumbling: 1h}]
            time: {idleness: 10s, allowed_lateness: 3m}
            reports:
              kafka: {bootstrap_servers: "out:9092", topic: ctr.reports, delivery: at_least_once, properties: {acks: all}}
            dead_letters:
              kafka: {topic: ctr.bad}
            ledger:
              kafka: {topic: ctr.money}
            """;

    @Test
    void meansTheSameAndReadsTheRangeWithoutIdlenessOrCommits() {
        JobConfig live = live(LIVE);
        JobConfig replay = Replay.of(live, request("2026-07-11T00:00:00Z", "1=9", "topic:again", null));

        assertThat(replay.job()).isEqualTo("ctr-replay");
        SourceConfig.Kafka source = (SourceConfig.Kafka) replay.source();
        assertThat(source.groupId()).isEqualTo("ctr-replay");
        assertThat(source.isBounded()).isTrue();
        assertThat(source.start()).hasToString("At[time=2026-07-11T00:00:00Z]");
        assertThat(source.stop()).hasToString("AtOffsets[offsets=predictions:1=9]");
        assertThat(source.properties().asMap())
                .containsEntry("sasl.jaas.config", "secret login")
                .containsEntry("max.poll.records", "7");
        assertThat(Replay.commitsNothing(source)).isTrue();
        assertThat(Replay.commitsNothing((SourceConfig.Kafka) live.source())).isFalse();
        assertThat(replay.time().idleness()).isEmpty();
        assertThat(replay.time().allowedLateness()).isEqualTo(Duration.ofMinutes(3));
        assertThat(replay.metric()).isEqualTo(live.metric());
        assertThat(replay.windows()).isEqualTo(live.windows());
        assertThat(replay.fields()).isEqualTo(live.fields());
        assertThat(replay.limits()).isEqualTo(live.limits());
        assertThat(replay.engine()).isEqualTo(live.engine());
    }

    @Test
    void writesTopicsWhereTheLiveReportsAre() {
        JobConfig replay = Replay.of(live(LIVE), request(null, null, "topic:again", "july"));

        assertThat(replay.job()).isEqualTo("july");
        SinkConfig.Kafka reports = (SinkConfig.Kafka) replay.reports();
        assertThat(reports.topic()).isEqualTo("again");
        assertThat(reports.bootstrapServers()).isEqualTo("out:9092");
        assertThat(reports.delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
        assertThat(reports.properties().asMap()).isEqualTo(Map.of("acks", "all"));
        SinkConfig.Kafka letters = (SinkConfig.Kafka) replay.deadLetters();
        assertThat(letters.topic()).isEqualTo("again.dead-letters");
        assertThat(letters.bootstrapServers()).isEqualTo("out:9092");
        SinkConfig.Kafka ledger = (SinkConfig.Kafka) replay.ledger();
        assertThat(ledger.topic()).isEqualTo("again.ledger");
        assertThat(ledger.properties()).isEqualTo(reports.properties());
    }

    @Test
    void writesTopicsOnTheSourcesBrokersIfTheLiveJobWritesNone() {
        JobConfig live =
                live(LIVE, "reports={console: {}}", "dead_letters=null", "ledger=null", "engine.checkpoint_timeout=9m");
        JobConfig replay = Replay.of(live, request(null, null, "topic:again", null));

        SinkConfig.Kafka reports = (SinkConfig.Kafka) replay.reports();
        assertThat(reports.bootstrapServers()).isEqualTo("in:9092");
        assertThat(reports.delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
        assertThat(reports.transactionTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(reports.properties().asMap()).containsOnlyKeys("security.protocol", "sasl.jaas.config");
        assertThat(Replay.of(
                                live(
                                        LIVE,
                                        "reports={console: {}}",
                                        "dead_letters=null",
                                        "ledger=null",
                                        "engine.checkpoint_timeout=12m"),
                                request(null, null, "topic:again", null))
                        .reports())
                .extracting(sink -> ((SinkConfig.Kafka) sink).transactionTimeout())
                .isEqualTo(Duration.ofSeconds(2 * (12 * 60 + 10)));
    }

    @Test
    void writesFilesOrRows() {
        JobConfig files = Replay.of(live(LIVE), request(null, null, "files:/tmp/july/", null));
        assertThat(files.reports()).isEqualTo(new SinkConfig.Files("/tmp/july/reports"));
        assertThat(files.deadLetters()).isEqualTo(new SinkConfig.Files("/tmp/july/dead-letters"));
        assertThat(files.ledger()).isEqualTo(new SinkConfig.Files("/tmp/july/ledger"));

        JobConfig rows = Replay.of(live(LIVE), request(null, null, null, null));
        assertThat(rows.reports()).isEqualTo(new SinkConfig.Console());
        assertThat(rows.deadLetters()).isEqualTo(new SinkConfig.Console());
        assertThat(rows.ledger()).isEqualTo(new SinkConfig.Console());
    }

    @Test
    void showsNoSecret() {
        String shown = Replay.of(
                        live(LIVE, "reports=null", "dead_letters=null", "ledger=null"),
                        request(null, null, "topic:again", null))
                .describe();

        assertThat(shown).doesNotContain("secret login").contains("${LOGIN}", "job: ctr-replay");
        assertThat(shown.lines().filter(line -> line.contains("${LOGIN}"))).hasSize(4);
    }

    /** Its own description, loaded, is the same again: what a replay does can be seen, and kept. */
    @Test
    void isAConfigurationLikeAnyOther() {
        for (String output : List.of("topic:again", "files:/tmp/july", "console")) {
            JobConfig replay = Replay.of(live(LIVE), request("predictions:0=5", "1790000000000", output, null));

            assertThat(ConfigLoader.load(replay.describe(), "described", List.of(), Map.of("LOGIN", "secret login")))
                    .isEqualTo(replay);
        }
    }

    @Test
    void readsFilesToo() {
        JobConfig live = live("source: {files: {path: /data/in}}\nreports: {files: {path: /data/out}}");

        assertThat(Replay.of(live, request(null, null, "files:/data/again", null))
                        .source())
                .isEqualTo(live.source());
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Replay.of(live, request("2026-07-11T00:00:00Z", "0=9", "topic:again", null)))
                .withMessageContaining("--from: files are read from their start; leave it out")
                .withMessageContaining("--to: files are read to their end; leave it out")
                .withMessageContaining(
                        "--output topic:again: the configuration names no brokers; use --output files:DIR");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Replay.of(live, request(null, null, "files:/data/in", null)))
                .withMessageContaining("/data/in/reports lies in what the job reads (source.files.path)");
    }

    @Test
    void readsLabelsAsFarRoundTheRangeAsTheyMatterWithoutIdlenessOrCommits() {
        JobConfig live = live(
                LIVE,
                "labels={kafka: {topics: [clicks, buys]}, horizon: 1d, early: 1m, idleness: 7h}",
                "labels.kafka.properties.max.poll.records=9");
        LabelsConfig labels = Replay.of(live, request("2026-07-11T00:00:00Z", "2026-07-12T00:00:00Z", null, null))
                .labels()
                .orElseThrow();

        SourceConfig.Kafka source = (SourceConfig.Kafka) labels.source();
        assertThat(source.groupId()).isEqualTo("ctr-replay");
        assertThat(source.start()).hasToString("At[time=2026-07-10T23:59:00Z]");
        assertThat(source.stop()).hasToString("At[time=2026-07-13T00:00:00Z]");
        assertThat(source.properties().asMap())
                .containsEntry("sasl.jaas.config", "secret login")
                .containsEntry("max.poll.records", "9");
        assertThat(Replay.commitsNothing(source)).isTrue();
        assertThat(labels.idleness()).isEmpty();
        assertThat(labels.policy())
                .isEqualTo(live.labels().map(LabelsConfig::policy).orElseThrow());
        assertThat(labels.fields())
                .isEqualTo(live.labels().map(LabelsConfig::fields).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | - | Earliest[] | Latest[] | Earliest[] | Latest[]",
                "0=5 | 0=9 | AtOffsets[offsets=predictions:0=5] | AtOffsets[offsets=predictions:0=9] | Earliest[] | Latest[]",
                "predictions:0=5,clicks:1=7 | clicks:1=8 | AtOffsets[offsets=predictions:0=5] | Latest[]"
                        + " | AtOffsets[offsets=clicks:1=7] | AtOffsets[offsets=clicks:1=8]",
            })
    void offsetsAreThoseOfTheTopicsThatTheyName(
            @Nullable String from,
            @Nullable String to,
            String start,
            String stop,
            String labelsStart,
            String labelsStop) {
        JobConfig live = live(LIVE, "labels={kafka: {topics: [clicks, buys]}, horizon: 1d, early: 1m}");
        JobConfig replay = Replay.of(live, request(from, to, null, null));

        SourceConfig.Kafka source = (SourceConfig.Kafka) replay.source();
        assertThat(source.start()).hasToString(start);
        assertThat(source.stop()).hasToString(stop);
        SourceConfig.Kafka labels =
                (SourceConfig.Kafka) replay.labels().orElseThrow().source();
        assertThat(labels.start()).hasToString(labelsStart);
        assertThat(labels.stop()).hasToString(labelsStop);
    }

    @Test
    void withLabelsItIsAConfigurationLikeAnyOtherToo() {
        JobConfig live = live(LIVE, "labels={kafka: {topics: clicks}, horizon: 1d, early: 1m, report_at: [0s, 1h]}");
        for (String from : List.of("earliest", "predictions:0=5", "1790000000000")) {
            JobConfig replay = Replay.of(live, request(from, "1790000099000", "topic:again", null));

            assertThat(ConfigLoader.load(replay.describe(), "described", List.of(), Map.of("LOGIN", "secret login")))
                    .isEqualTo(replay);
        }
    }

    @Test
    void keepsOutOfTheLabelsToo() {
        JobConfig kafka = live(LIVE, "labels={kafka: {topics: clicks}, horizon: 1d}");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Replay.of(kafka, request(null, null, "topic:clicks", null)))
                .withMessageContaining("clicks is a topic that the job reads (labels.kafka.topics)");
        JobConfig files = live("source: {files: {path: /data/in}}\nlabels: {files: {path: /data/clicks}, horizon: 1d}");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Replay.of(files, request(null, null, "files:/data/clicks", null)))
                .withMessageContaining("/data/clicks/reports lies in what the job reads (labels.files.path)");
        assertThat(Replay.of(files, request(null, null, null, null)).labels().map(LabelsConfig::source))
                .contains(new SourceConfig.Files("/data/clicks"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topic:predictions | july | predictions is a topic that the job reads (source.kafka.topics)",
                "topic:ctr.reports | july | ctr.reports is a topic that the live job writes (reports.kafka.topic)",
                "topic:ctr.money | july | ctr.money is a topic that the live job writes (ledger.kafka.topic)",
                "topic:ctr.bad | july | ctr.bad is a topic that the live job writes (dead_letters.kafka.topic)",
                "console | ctr | --name ctr: is too much like the live job's name ctr",
                "console | ctr-reports | --name ctr-reports: is too much like the live job's name ctr",
                "console | watchers | --name watchers: is too much like the live job's consumer group",
            })
    void keepsOutOfTheLiveJobsWay(String output, String name, String sentence) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Replay.of(live(LIVE), request(null, null, output, name)))
                .withMessageContaining(sentence);
    }

    @Test
    void aTopicThatFollowsFromTheNameIsLookedAtToo() {
        JobConfig live = live(LIVE, "dead_letters.kafka.topic=x.dead-letters");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Replay.of(live, request(null, null, "topic:x", null)))
                .withMessageContaining("x.dead-letters is a topic that the live job writes");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Replay.of(
                        live(LIVE, "reports={files: {path: /data/july}}", "dead_letters=null", "ledger=null"),
                        request(null, null, "files:/data/july", null)))
                .withMessageContaining("/data/july/reports lies in what the live job writes (reports.files.path)")
                .withMessageNotContaining("topic");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latest | latest | console | a | --from latest: is where the topic ends, so nothing would be read",
                "earliest | earliest | console | a | --to earliest: is where the topic begins, so nothing would be read",
                "5 | latest | console | a | --from 5: is too small for epoch milliseconds, it looks like seconds; write earliest,",
                "july | latest | console | a | --from july: is not an instant; write earliest, offsets such as 0=100,1=250",
                "earliest | 0:1=2 =3 | console | a | --to 0:1=2 =3: is not a list of offsets",
                "2026-07-12T00:00:00Z | 2026-07-11T00:00:00Z | console | a | is not after --from 2026-07-12T00:00:00Z",
                "2026-07-11T00:00:00Z | 1783728000000 | console | a | is not after --from",
                "earliest | latest | kafka:x | a | --output kafka:x: is not a place; write topic:NAME, files:DIR or console",
                "earliest | latest | topic:a b | a | --output topic:a b: is not a topic name",
                "earliest | latest | 'files:' | a | --output files:: is empty; give a file or a folder",
                "earliest | latest | console | a b | --name a b: is not a name",
            })
    void aWrongOptionSaysWhatIsRight(String from, String to, String output, String name, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request(from, to, output, name))
                .withMessageContaining(sentence);
    }

    private static ReplayRequest request(
            @Nullable String from, @Nullable String to, @Nullable String output, @Nullable String name) {
        return ReplayRequest.parse(from, to, output, name);
    }

    private static JobConfig live(String yaml, String... overrides) {
        return ConfigLoader.load(yaml, "live.yaml", List.of(overrides), Map.of("LOGIN", "secret login"));
    }
}
