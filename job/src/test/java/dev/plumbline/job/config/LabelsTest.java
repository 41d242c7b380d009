package dev.plumbline.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.job.label.AbsencePolicy;
import dev.plumbline.job.label.ConflictPolicy;
import dev.plumbline.job.label.JoinKeying;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.label.WindowTime;
import dev.plumbline.serde.decode.EpochUnit;
import dev.plumbline.serde.decode.LabelMapping;
import dev.plumbline.serde.decode.TextSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The section {@code labels}: what it means, what is refused, and what is shown of it. */
class LabelsTest {
    /** Line 1; what a test adds starts on line 2. */
    private static final String KAFKA = "source: {kafka: {bootstrap_servers: 'b:9092', topics: in}}\n";

    private static final long DAY = 86_400_000;
    private static final LabelMapping BY_MODEL = LabelMapping.defaults().withOrigin(TextSource.at("/model"), null);
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HORIZON", "2d", "START", "2026-07-11T00:00:00Z", "AGE", "90m", "BROKERS", "k:1", "LOGIN", "geheim");

    @Test
    void everythingThatIsNotSaidHasTheDocumentedDefault() {
        JobConfig config = load(KAFKA + "labels: {kafka: {topics: labels}, horizon: 24h}");
        assertThat(config.labels())
                .contains(new LabelsConfig(
                        new SourceConfig.Kafka(
                                "b:9092",
                                List.of("labels"),
                                "plumbline",
                                new StartPosition.Earliest(),
                                new StopPosition.Never(),
                                ClientProperties.none()),
                        BY_MODEL,
                        new JoinPolicy(
                                JoinKeying.MODEL_AND_ID, DAY, 0, DAY, ConflictPolicy.FIRST, AbsencePolicy.IGNORE),
                        WindowTime.PREDICTION,
                        List.of(Duration.ZERO),
                        Optional.of(Duration.ofMinutes(10))));
        assertThat(config.fields().id()).isEqualTo("/id");
        assertThat(config.fields().yTrue()).isNull();
    }

    @Test
    void withoutTheSectionPredictionsBringTheirLabelsAndNoId() {
        JobConfig config = load(KAFKA);
        assertThat(config.labels()).isEmpty();
        assertThat(config.fields().id()).isNull();
        assertThat(config.fields().yTrue()).isEqualTo("/y_true");
    }

    @Test
    void everythingCanBeSaid() {
        JobConfig config = load(KAFKA + """
                fields: {id: /key}
                labels:
                  kafka:
                    topics: [l1, l2]
                    bootstrap_servers: other:1
                    start: l1:0=7,l2:3=9
                    properties: {isolation.level: read_uncommitted}
                  fields:
                    model: {constant: ctr}
                    version: /v
                    id: /key
                    time: none
                    time_unit: s
                    y_true: /click
                    numeric_strings: true
                  horizon: 36h
                  absence: negative
                  conflicts: reject
                  early: 5s
                  remember: 0s
                  join_by: model_version_and_id
                  windows: prediction
                  report_at: [6h, 0s, 1h]
                  idleness: off
                """);
        assertThat(config.fields().id()).isEqualTo("/key");
        LabelsConfig labels = config.labels().orElseThrow();
        assertThat(labels.source())
                .isEqualTo(new SourceConfig.Kafka(
                        "other:1",
                        List.of("l1", "l2"),
                        "plumbline",
                        new StartPosition.AtOffsets(PartitionOffsets.parse("l1:0=7,l2:3=9")),
                        new StopPosition.Never(),
                        ClientProperties.of(Map.of("isolation.level", "read_uncommitted"))));
        assertThat(labels.fields())
                .isEqualTo(new LabelMapping(
                        TextSource.constant("ctr"),
                        TextSource.at("/v"),
                        "/key",
                        null,
                        EpochUnit.SECONDS,
                        "/click",
                        true));
        assertThat(labels.policy())
                .isEqualTo(new JoinPolicy(
                        JoinKeying.MODEL_VERSION_AND_ID,
                        36 * 3_600_000L,
                        5_000,
                        0,
                        ConflictPolicy.REJECT,
                        AbsencePolicy.NEGATIVE));
        assertThat(labels.reportAges()).containsExactly(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(6));
        assertThat(labels.idleness()).isEmpty();
        assertThat(load(config.describe()).labels()).contains(labels);
    }

    @Test
    void joinedByIdLabelsNameNoModel() {
        LabelsConfig labels = labels("join_by: id, conflicts: last");
        assertThat(labels.fields()).isEqualTo(LabelMapping.defaults().withOrigin(null, null));
        assertThat(labels.policy().keying()).isEqualTo(JoinKeying.ID);
        assertThat(labels.policy().conflicts()).isEqualTo(ConflictPolicy.LAST);
    }

    @Test
    void windowsByLabelTimeAreNotReportedEarly() {
        LabelsConfig labels = labels("windows: label");
        assertThat(labels.windows()).isEqualTo(WindowTime.LABEL);
        assertThat(labels.reportAges()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "[none]"})
    void earlyReportsCanBeOff(String none) {
        assertThat(labels("report_at: " + none).reportAges()).isEmpty();
    }

    @Test
    void agesMayStandInOneText() {
        assertThat(labels("report_at: '1h, 5m'").reportAges())
                .containsExactly(Duration.ofMinutes(5), Duration.ofHours(1));
    }

    @Test
    void labelsOnTheSourcesBrokersConnectLikeTheSource() {
        String source = """
                job: ctr
                source:
                  kafka:
                    bootstrap_servers: b:1
                    topics: in
                    group_id: watchers
                    start: committed
                    properties: {security.protocol: SSL, max.poll.records: 7}
                """;
        assertThat(kafka(source + "labels: {horizon: 1d, kafka: {topics: labels, properties: {max.poll.records: 9}}}"))
                .isEqualTo(new SourceConfig.Kafka(
                        "b:1",
                        List.of("labels"),
                        "watchers",
                        new StartPosition.Committed(),
                        new StopPosition.Never(),
                        ClientProperties.of(Map.of("security.protocol", "SSL", "max.poll.records", "9"))));
        assertThat(kafka(source + "labels: {horizon: 1d, kafka: {topics: labels, bootstrap_servers: 'x:1'}}")
                        .properties())
                .isEqualTo(ClientProperties.none());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            earliest                | never                | earliest                | never
            latest                  | 2026-07-11T00:00:00Z | latest                  | 2026-07-13T00:00:00Z
            2026-07-11T00:00:00Z    | latest               | 2026-07-10T23:59:00Z    | latest
            1970-01-01T00:00:30Z    | 2026-07-11T00:00:00Z | 1970-01-01T00:00:00Z    | 2026-07-13T00:00:00Z
            0=5                     | 0=9                  | earliest                | latest
            """)
    void labelsAreReadAsFarAsPredictionsNeedThem(String start, String stop, String labelsStart, String labelsStop) {
        SourceConfig.Kafka labels = kafka("source: {kafka: {bootstrap_servers: 'b:1', topics: in, start: '" + start
                + "', stop: '" + stop + "'}}\nlabels: {kafka: {topics: labels}, horizon: 2d, early: 1m}");
        assertThat(labels.start()).isEqualTo(Positions.start().read().apply(labelsStart));
        assertThat(labels.stop()).isEqualTo(Positions.stop().read().apply(labelsStop));
    }

    @Test
    void labelsOfFilesComeFromFiles() {
        assertThat(load("source: {files: {path: in}}\nlabels: {files: {path: labels}, horizon: 1d}")
                        .labels())
                .hasValueSatisfying(labels -> assertThat(labels.source()).isEqualTo(new SourceConfig.Files("labels")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            labels: {horizon: 1d} ¦ labels: says nothing to read labels from; add labels.kafka or labels.files
            labels: {kafka: {topics: l}} ¦ labels.horizon: is missing; add "horizon: <duration>"
            labels: {kafka: {}, horizon: 1d} ¦ labels.kafka.topics: is missing; add "topics: <topic>"
            labels: {kafka: {topics: [l, l]}, horizon: 1d} ¦ labels.kafka.topics.1: l: names a topic twice; keep it once
            labels: {kafka: {topics: l, start: 'm:0=1'}, horizon: 1d} ¦ labels.kafka.start: m:0=1: names the topic m, which is not read; topics are l
            labels: {kafka: {topics: l, stop: latest}, horizon: 1d} ¦ labels.kafka.stop: is not an option; did you mean source.kafka.stop?
            labels: {kafka: {topics: l, group_id: g}, horizon: 1d} ¦ labels.kafka.group_id: is not an option; did you mean source.kafka.group_id?
            labels: {kafka: {topics: l, properties: {group.id: g}}, horizon: 1d} ¦ labels.kafka.properties.group.id: g: is set by the job; use source.kafka.group_id
            labels: {kafka: {topics: l, properties: {auto.offset.reset: g}}, horizon: 1d} ¦ labels.kafka.properties.auto.offset.reset: g: is set by the job; use labels.kafka.start
            labels: {files: {path: l}, horizon: 1d} ¦ labels.files: is where labels come from while predictions come from source.kafka, and the two have no common clock; read both from files, or both from Kafka
            labels: {kafka: {topics: l}, horizon: 0s} ¦ labels.horizon: 0s: is too short; give 1ms or longer
            labels: {kafka: {topics: l}, horizon: 36501d} ¦ labels.horizon: 36501d: is too long; give 36500d or shorter
            labels: {kafka: {topics: l}, horizon: 1d, early: 36501d} ¦ labels.early: 36501d: is too long; give 36500d or shorter
            labels: {kafka: {topics: l}, horizon: 1d, remember: -1s} ¦ labels.remember: -1s: is not a duration; write a whole number and a unit out of ms, s, m, h, d, such as 500ms or 10s
            labels: {kafka: {topics: l}, horizon: 1d, idleness: 0s} ¦ labels.idleness: 0s: is too short; give 1ms or longer, or off
            labels: {kafka: {topics: l}, horizon: 1d, absense: ignore} ¦ labels.absense: is not an option; did you mean labels.absence?
            labels: {kafka: {topics: l}, horizon: 1d, absence: zero} ¦ labels.absence: zero: is not known; use one of ignore, negative
            labels: {kafka: {topics: l}, horizon: 1d, conflicts: lasr} ¦ labels.conflicts: lasr: is not known; did you mean last?
            labels: {kafka: {topics: l}, horizon: 1d, join_by: model-and-id} ¦ labels.join_by: model-and-id: is not known; did you mean model_and_id?
            labels: {kafka: {topics: l}, horizon: 1d, windows: cohort} ¦ labels.windows: cohort: is not known; use one of prediction, label
            labels: {kafka: {topics: l}, horizon: 1d, report_at: [0s, 24h]} ¦ labels.report_at.1: 24h: is not below labels.horizon (1d), when a cohort is final; remove it, or report earlier
            labels: {kafka: {topics: l}, horizon: 1d, report_at: [1h, 60m]} ¦ labels.report_at.1: 60m: names an age twice; keep it once
            labels: {kafka: {topics: l}, horizon: 1d, report_at: [none, 1h]} ¦ labels.report_at: holds none, which stands alone; remove it, or the ages
            labels: {kafka: {topics: l}, horizon: 1d, report_at: []} ¦ labels.report_at: is empty; give at least one duration, or none
            labels: {kafka: {topics: l}, horizon: 1d, report_at: soon} ¦ labels.report_at: soon: is not a duration; write a whole number and a unit out of ms, s, m, h, d, such as 500ms or 10s, or none
            labels: {kafka: {topics: l}, horizon: 1d, windows: label, report_at: 0s} ¦ labels.report_at: 0s: is for windows by the time of the prediction, and labels.windows is label (f.yaml:2); remove it
            labels: {kafka: {topics: l}, horizon: 1d, join_by: id, fields: {model: /m}} ¦ labels.fields.model: /m: is nothing that labels are joined by (labels.join_by, f.yaml:2); remove it, or join by model_and_id or model_version_and_id
            labels: {kafka: {topics: l}, horizon: 1d, join_by: id, fields: {model: {constant: m}}} ¦ labels.fields.model: is nothing that labels are joined by (labels.join_by, f.yaml:2); remove it, or join by model_and_id or model_version_and_id
            labels: {kafka: {topics: l}, horizon: 1d, fields: {version: /v}} ¦ labels.fields.version: /v: is nothing that labels are joined by (labels.join_by, by default); remove it, or join by model_version_and_id
            labels: {kafka: {topics: l}, horizon: 1d, fields: {id: /y_true}} ¦ labels.fields.id: /y_true: is the place of labels.fields.y_true, or leads through it; give each field a place of its own, or none to an optional one
            labels: {kafka: {topics: l}, horizon: 1d, fields: {id: none}} ¦ labels.fields.id: none: is not a JSON Pointer, which starts with /; write /a/b for member b of member a
            labels: {kafka: {topics: l}, horizon: 1d, fields: /id} ¦ labels.fields: is a single value where a section belongs; write its options below, as name: value
            labels: {kafka: {topics: [l, in]}, horizon: 1d} ¦ labels.kafka.topics: names a topic of the predictions (source.kafka.topics); give labels a topic of their own
            labels: {kafka: {topics: l}, horizon: 1d} ;; reports: {kafka: {topic: l}} ¦ reports.kafka.topic: l: is a topic that the job reads (labels.kafka.topics), which makes a loop; write to another
            labels: {kafka: {topics: l}, horizon: 1d} ;; ledger: {kafka: {topic: l}} ¦ ledger.kafka.topic: l: is a topic that the job reads (labels.kafka.topics), which makes a loop; write to another
            labels: {kafka: {topics: l}, horizon: 1d} ;; fields: {y_true: /y} ¦ fields.y_true: /y: contradicts labels (f.yaml:2): a prediction has one label, and it comes from there; remove the line, or labels. Where it is in a label, labels.fields.y_true says
            labels: {kafka: {topics: l}, horizon: 1d} ;; fields: {id: /model} ¦ fields.id: /model: is the place of fields.model, or leads through it; give each field a place of its own, or none to an optional one
            fields: {id: /id} ¦ fields.id: /id: is the place of an id that nothing would use; give labels, which find their predictions by it, or remove the line
            lables: {horizon: 1d} ¦ lables: is not an option; did you mean labels?
            horizon: 1d ¦ horizon: is not an option; did you mean labels.horizon?
            engine: {idleness: 1m} ¦ engine.idleness: is not an option; did you mean time.idleness?
            engine: {windows: 1m} ¦ engine.windows: is not an option; did you mean windows?
            """)
    void isRefusedWithTheReasonAndTheWayOut(String added, String message) {
        assertThat(problems(KAFKA + added.replace(" ;; ", "\n")))
                .singleElement()
                .asString()
                .endsWith(": " + message);
    }

    @Test
    void filesOfLabelsLieApartFromAllOthers() {
        String labels = "labels: {files: {path: data/labels}, horizon: 1d}\n";
        assertThat(problems("source: {files: {path: data}}\n" + labels))
                .containsExactly("f.yaml:2: labels.files.path: data/labels: lies in what predictions are read from"
                        + " (source.files.path), or around it; keep the two apart");
        assertThat(problems("source: {files: {path: data/in}}\n" + labels + "reports: {files: {path: data/labels/x}}"))
                .containsExactly("f.yaml:3: reports.files.path: data/labels/x: lies in what the job reads"
                        + " (labels.files.path), which makes a loop; write elsewhere");
        assertThat(problems("source: {files: {path: data/in}}\nlabels: {kafka: {topics: l}, horizon: 1d}"))
                .containsExactly(
                        "f.yaml:2: labels.kafka: is where labels come from while predictions come from source.files,"
                                + " and the two have no common clock; read both from Kafka, or both from files");
    }

    @Test
    void aRangeWithoutAnyLabelIsRefused() {
        assertThat(problems("source: {kafka: {bootstrap_servers: 'b:1', topics: in, stop: latest}}\n"
                        + "labels: {kafka: {topics: l, start: latest}, horizon: 1d}"))
                .containsExactly("f.yaml:2: labels.kafka.start: latest: is where reading labels ends too, by"
                        + " source.kafka.stop, or after it, so none would be read; start earlier, or remove the line");
        assertThat(problems("source: {kafka: {bootstrap_servers: 'b:1', topics: in, stop: 2026-07-11T00:00:00Z}}\n"
                        + "labels: {kafka: {topics: l, start: 2026-07-12T00:00:00Z}, horizon: 1d}"))
                .hasSize(1);
    }

    @Test
    void overridesReachTheSection() {
        JobConfig config = ConfigLoader.load(
                KAFKA + "labels: {kafka: {topics: l}, horizon: 1d}",
                "f.yaml",
                List.of("labels.horizon=2h", "labels.report_at=[1h]", "labels.kafka.properties.fetch.max.bytes=1000"),
                Map.of());
        LabelsConfig labels = config.labels().orElseThrow();
        assertThat(labels.policy().horizon()).isEqualTo(7_200_000);
        assertThat(labels.reportAges()).containsExactly(Duration.ofHours(1));
        assertThat(labels.source())
                .isInstanceOfSatisfying(
                        SourceConfig.Kafka.class,
                        kafka -> assertThat(kafka.properties().asMap()).containsEntry("fetch.max.bytes", "1000"));
        assertThat(ConfigLoader.load(
                                KAFKA + "labels: {kafka: {topics: l}, horizon: 1d}",
                                "f.yaml",
                                List.of("labels=null"),
                                Map.of())
                        .labels())
                .isEmpty();
    }

    @Test
    void whatComesFromOutsideIsShownAsItsReferenceWhereverItHolds() {
        JobConfig config = load("""
                source:
                  kafka:
                    bootstrap_servers: ${BROKERS}
                    topics: in
                    start: ${START}
                    properties: {sasl.jaas.config: "${LOGIN}"}
                labels:
                  kafka: {topics: labels}
                  horizon: ${HORIZON}
                  early: 1m
                  report_at: [5h, "${AGE}", 0s]
                """);
        String described = config.describe();
        assertThat(described)
                .contains("""
                        labels:
                          kafka:
                            bootstrap_servers: "${BROKERS}"
                            topics:
                              - labels
                            properties:
                              sasl.jaas.config: "${LOGIN}"
                        """)
                .contains("horizon: \"${HORIZON}\"", "remember: \"${HORIZON}\"")
                .contains("report_at:\n    - 0s\n    - \"${AGE}\"\n    - 5h\n")
                .doesNotContain("k:1", "geheim", "2026-07", "2d", "90m");
        JobConfig again = load(described);
        assertThat(again.labels()).isEqualTo(config.labels());
        assertThat(again.labels().orElseThrow().source())
                .isInstanceOfSatisfying(
                        SourceConfig.Kafka.class,
                        kafka -> assertThat(kafka.start())
                                .isEqualTo(new StartPosition.At(Instant.parse("2026-07-10T23:59:00Z"))));
    }

    @Test
    void anAgeThatIsTooLateDoesNotTellAHiddenHorizon() {
        assertThat(problems(KAFKA + "labels: {kafka: {topics: l}, horizon: '${HORIZON}', report_at: 3d}"))
                .containsExactly("f.yaml:2: labels.report_at: 3d: is not below labels.horizon, when a cohort is final;"
                        + " remove it, or report earlier");
    }

    private static LabelsConfig labels(String options) {
        return load(KAFKA + "labels: {kafka: {topics: labels}, horizon: 1d, " + options + "}")
                .labels()
                .orElseThrow();
    }

    private static SourceConfig.Kafka kafka(String yaml) {
        return (SourceConfig.Kafka) load(yaml).labels().orElseThrow().source();
    }

    private static List<String> problems(String yaml) {
        ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> load(yaml));
        assertThat(refusal).as("this should be refused: %s", yaml).isNotNull();
        return refusal.problems();
    }

    private static JobConfig load(String yaml) {
        return ConfigLoader.load(yaml, "f.yaml", List.of(), ENVIRONMENT);
    }
}
