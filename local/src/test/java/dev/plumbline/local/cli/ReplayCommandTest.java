package dev.plumbline.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.Replay;
import dev.plumbline.job.config.ReplayRequest;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.local.broker.EmbeddedBroker;
import dev.plumbline.local.calibration.ReliabilityStrip;
import dev.plumbline.local.replay.ReplayFolder;
import dev.plumbline.local.replay.ReplayState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten minutes of a topic on an embedded broker, replayed wholly and in part. */
@Timeout(300)
class ReplayCommandTest {
    private static final int PARTITIONS = 3;
    private static final int SECONDS = 600;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SEED = 20_261_122;

    @TempDir
    private static Path home;

    private static EmbeddedBroker broker;
    private static final List<Future<?>> sent = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeATopic() throws Exception {
        broker = EmbeddedBroker.start(home);
        broker.createTopic("predictions", PARTITIONS);
        broker.createTopic("again", 1);
        broker.createTopic("again.dead-letters", 1);
        broker.createTopic("again.ledger", 1);
        Random random = new Random(SEED);
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (int second = 0; second < SECONDS; second++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    send(producer, "predictions", partition, second, random);
                }
            }
            requireSent(producer);
        }
        // What was aborted leaves offsets without records at the very end.
        try (KafkaProducer<String, String> producer = producer(Map.of("transactional.id", "test"))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, "predictions", 0, SECONDS, random);
            requireSent(producer);
            producer.abortTransaction();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void replaysAllAndTellsWhereEveryRecordWent() throws IOException {
        CommandRun run = replay("--output", "files:" + folder.resolve("all"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("live-replay begins: 1,802 records in 3 partitions")
                .contains("100%, 1,802 of 1,802 records")
                .contains("records read     1,800")
                .contains("whole windows    30")
                .contains("partial windows  0\n")
                .contains("dead letters     18 (not_json: 18)")
                .containsPattern("total +1,800 +1,782 +0 +0 +0 +18 +0\n")
                .containsPattern(
                        "model +version +window +ends .UTC. +records +log loss +brier +ratio +ece +roc auc +0 ")
                .containsPattern("m0 +tumbling 1m +2026-01-01T00:10:00Z +60 ")
                .contains(ReliabilityStrip.LEGEND, "live-replay is done")
                .doesNotContain("reliability of");
        assertThat(lines("all/reports")).hasSize(30).noneMatch(line -> line.contains("partial"));
        assertThat(lines("all/dead-letters")).hasSize(18);
        assertThat(lines("all/ledger")).isNotEmpty().allMatch(line -> line.contains("\"residual\":0"));
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void writesAPageOfTheReportsWhereverTheyGo() throws IOException {
        CommandRun run = replay(
                "--output",
                "files:" + folder.resolve("all"),
                "--html",
                page("files").toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("the page shows");
        String page = Files.readString(page("files"));
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("\"job\":\"live-replay\",\"source\":\"predictions\",\"offsets\":1802,\"partitions\":3,")
                .contains("\"records\":{\"counted\":1782,\"dead_lettered\":18,\"in\":1800,\"late\":0,\"pending\":0}")
                .contains("\"windows\":{\"both\":0,\"end\":0,\"start\":0,\"whole\":30}")
                .contains("\"left_out\":{\"bins\":0,\"series\":0,\"windows\":0}");
        for (String report : lines("all/reports")) {
            assertThat(page)
                    .contains(report.replaceFirst(
                            ".*\"start\":(\\d+),\"end\":(\\d+).*\"records\":(\\d+).*\"result\":(.*),\"weighted_sum\":(.*),"
                                    + "\"weight_count\":([^}]*)}.*",
                            "[$1,$2,\"\",$3,$4,$5,$6,"));
        }

        CommandRun again = replay("--html", page("console").toString());
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(Files.readString(page("console"))).isEqualTo(page);
    }

    @Test
    void saysBeforeItStartsThatAPageCannotBeWritten() {
        CommandRun run = replay("--html", folder.resolve("live.yaml").toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("--html: cannot write", "it is a file that is read")
                .doesNotContain("begins");

        run = replay("--html", folder.resolve("no/page.html").toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("there is no folder").doesNotContain("begins");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void aPartHasTheBytesOfTheWholeWhereItCoversAWindow() throws IOException {
        assertThat(replay("--output", "files:" + folder.resolve("all")).exitCode())
                .isZero();
        CommandRun part = replay(
                "--output",
                "files:" + folder.resolve("part"),
                "--from",
                START.plusSeconds(150).toString(),
                "--to",
                Long.toString(START.plusSeconds(480 + 3).toEpochMilli()));

        assertThat(part.exitCode()).as(part.err()).isZero();
        List<String> reports = lines("part/reports");
        // Minutes 2 to 8, of which 2 lacks its start and 8 its end; of both models and all.
        assertThat(reports.stream().filter(line -> line.contains("\"partial\":\"start\"")))
                .hasSize(3);
        assertThat(reports.stream().filter(line -> line.contains("\"partial\":\"end\"")))
                .hasSize(3);
        List<String> whole =
                reports.stream().filter(line -> !line.contains("partial")).toList();
        assertThat(whole).hasSize(3 * 5);
        assertThat(lines("all/reports")).containsAll(whole);
        assertThat(part.err()).contains("partial windows  6 (start missing: 3, end missing: 3, both: 0)");
    }

    @Test
    void writesTopicsInTransactions() {
        CommandRun run = replay("--output", "topic:again", "--from", "0=10,2=590", "--to", "0=20,1=0");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("begins: 20 records in 3 partitions", "Nothing lies in the range in predictions:1.");
    }

    @Test
    void aRangeWithoutRecordsEndsAtOnce() {
        CommandRun run = replay(
                "--from",
                START.plusSeconds(3_600).toString(),
                "--to",
                START.plusSeconds(7_200).toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("No record lies in the range", "records read     0");
    }

    @Test
    void anInterruptedReplayIsNeitherOverwrittenNorResumedAsAnother() throws IOException {
        Path state = Files.createDirectories(folder.resolve("state"));
        Files.writeString(state.resolve("config.yaml"), "job: \"live-replay\"\nwindows: other\n");
        Files.writeString(state.resolve("replay.properties"), """
                format=plumbline.replay-state
                format_version=1
                fingerprint=0
                starts=predictions:0=0
                stops=predictions:0=1
                labels.starts=
                labels.stops=
                coverage.from=0
                coverage.to=1
                coverage.delay=0
                collects=false
                """);

        CommandRun anew = replay();
        assertThat(anew.exitCode()).isEqualTo(2);
        assertThat(anew.err()).contains("a replay of this name was interrupted", "--resume", "--restart");
        CommandRun resumed = replay("--resume");
        assertThat(resumed.exitCode()).isEqualTo(3);
        assertThat(resumed.err()).contains("had another configuration", "- windows: other", "+ - tumbling:");
        assertThat(replay("--resume", "--html", folder.toString()).err()).contains("it is a folder");
        CommandRun restarted = replay("--restart", "--output", "files:" + folder.resolve("all"));
        assertThat(restarted.exitCode()).as(restarted.err()).isZero();
        assertThat(replay("--resume").err()).contains("there is no interrupted replay in");
        assertThat(replay("--resume", "--restart").exitCode()).isEqualTo(2);
    }

    @Test
    void aReplayThatWasBegunWithoutAPageIsNotResumedWithOne() throws IOException {
        JobConfig config = Replay.of(
                ConfigLoader.load(Files.readString(config()), "test", List.of(), Map.of()),
                ReplayRequest.parse(null, null, null, null));
        try (ReplayFolder state = ReplayFolder.open(folder.resolve("state"))) {
            state.begin(ReplayState.of(config, Reading.of(config), false));
        }

        CommandRun run = replay("--resume", "--html", page("late").toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("was begun without --html", "leave out --html", "--restart");
        assertThat(replay("--resume").exitCode()).isZero();
        assertThat(page("late")).doesNotExist();
    }

    @Test
    void resultsAreNotMixedWithOthers() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("all/reports")).resolve("old.jsonl"), "{}");

        CommandRun run = replay("--output", "files:" + folder.resolve("all"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there are reports in " + folder.resolve("all/reports") + " already");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void aWrongOptionIsUsage() {
        CommandRun run = replay("--from", "yesterday");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--from yesterday: is not an instant; write earliest,");
    }

    @Test
    void replaysFiles() throws IOException {
        Path records = Files.writeString(folder.resolve("records.jsonl"), """
                {"model":"ctr","time":"2026-01-01T00:00:01Z","y_true":1,"y_pred":0.5}
                nonsense
                """);
        Path config = Files.writeString(folder.resolve("files.yaml"), "source: {files: {path: " + records + "}}\n");

        CommandRun run = CommandRun.of(
                "replay",
                "--config",
                config.toString(),
                "--state",
                folder.resolve("state").toString(),
                "--output",
                "files:" + folder.resolve("all"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("records read     2", "whole windows    1\n", "not_json: 1");
    }

    @Test
    void aBrokerTellsWhatIsLeftAndWhatIsOpen() throws Exception {
        broker.createTopic("short", 2);
        Random random = new Random(SEED);
        try (KafkaProducer<String, String> producer = producer(Map.of("transactional.id", "open"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int second = 0; second < 100; second++) {
                send(producer, "short", 0, second, random);
                send(producer, "short", 1, second, random);
            }
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, "short", 1, 100, random);
            requireSent(producer);
            admin.deleteRecords(Map.of(new TopicPartition("short", 0), RecordsToDelete.beforeOffset(40)))
                    .all()
                    .get();

            Reading reading = Reading.of(ConfigLoader.load(
                    "source: {kafka: {bootstrap_servers: \"" + broker.bootstrapServers()
                            + "\", topics: short, stop: latest}}",
                    "test",
                    List.of("time.out_of_orderness=0", "time.allowed_lateness=0"),
                    Map.of()));

            assertThat(reading.from()).isEqualTo("short:0=40,short:1=0");
            assertThat(reading.to()).isEqualTo("short:0=101,short:1=101");
            assertThat(reading.coverage().from())
                    .isEqualTo(START.plusSeconds(40).toEpochMilli() + 1);
            assertThat(reading.coverage().to()).isEqualTo(START.plusSeconds(100).toEpochMilli());
            assertThat(reading.remarks())
                    .hasSize(2)
                    .anyMatch(remark ->
                            remark.contains("the oldest that is left in short:0 came in at " + START.plusSeconds(40)))
                    .anyMatch(remark -> remark.startsWith("A transaction is open in short:1"));
            producer.abortTransaction();
        }
    }

    private Path page(String name) {
        return folder.resolve(name + ".html");
    }

    private CommandRun replay(String... more) {
        Stream<String> fixed = Stream.of(
                "replay",
                "--config",
                config().toString(),
                "--state",
                folder.resolve("state").toString());
        return CommandRun.of(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    private Path config() {
        try {
            return Files.writeString(folder.resolve("live.yaml"), """
                    job: live
                    source: {kafka: {bootstrap_servers: "%s", topics: predictions}}
                    time: {out_of_orderness: 2s, allowed_lateness: 1s}
                    engine: {checkpoint_interval: 200ms, parallelism: 2}
                    """.formatted(broker.bootstrapServers()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    /** One record of one of three models, on time; one in a hundred is broken. */
    private static void send(
            KafkaProducer<String, String> producer, String topic, int partition, int second, Random random) {
        long time = START.plusSeconds(second).toEpochMilli();
        String value = second % 100 == 50 && topic.equals("predictions")
                ? "broken"
                : "{\"model\":\"m%d\",\"time\":%d,\"y_true\":%d,\"y_pred\":%s}"
                        .formatted(second % 3, time, random.nextInt(2), random.nextDouble());
        sent.add(producer.send(new ProducerRecord<>(topic, partition, time, null, value)));
    }

    private static void requireSent(KafkaProducer<String, String> producer) throws Exception {
        producer.flush();
        for (Future<?> record : sent) {
            record.get();
        }
    }

    private List<String> lines(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
