package dev.plumbline.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.job.config.ConfigLoader;
import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.Replay;
import dev.plumbline.job.config.ReplayRequest;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.local.broker.EmbeddedBroker;
import dev.plumbline.local.replay.ReplayFolder;
import dev.plumbline.local.replay.ReplayState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten minutes of predictions, of which nine in ten have a label half a minute later, on another topic. */
@Timeout(300)
class ReplayLabelsTest {
    private static final int SECONDS = 600;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SEED = 20_261_126;

    @TempDir
    private static Path home;

    private static EmbeddedBroker broker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeTopics() throws Exception {
        broker = EmbeddedBroker.start(home);
        broker.createTopic("predictions", 2);
        broker.createTopic("labels", 1);
        Random random = new Random(SEED);
        List<Future<?>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int second = 0; second < SECONDS; second++) {
                for (int partition = 0; partition < 2; partition++) {
                    String id = second + "-" + partition;
                    long time = START.plusSeconds(second).toEpochMilli();
                    sent.add(producer.send(new ProducerRecord<>(
                            "predictions",
                            partition,
                            time,
                            null,
                            "{\"model\":\"ctr\",\"id\":\"%s\",\"time\":%d,\"y_pred\":%s}"
                                    .formatted(id, time, random.nextDouble()))));
                    if (second % 10 > 0) {
                        sent.add(producer.send(new ProducerRecord<>(
                                "labels",
                                0,
                                time + 30_000,
                                null,
                                "{\"model\":\"ctr\",\"id\":\"%s\",\"time\":%d,\"y_true\":%d}"
                                        .formatted(id, time + 30_000, random.nextInt(2)))));
                    }
                }
            }
        }
        for (Future<?> record : sent) {
            record.get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void cohortsAreReportedWithTheirLabels() throws IOException {
        CommandRun run = replay("all");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("live-replay begins: 2,280 records in 3 partitions")
                .contains("Labels are read up to ", ", and waited for as long as 1m (labels.horizon)")
                .contains("100%, 2,280 of 2,280 records")
                .contains("records read     2,280, 1,080 of them labels")
                .contains("whole windows    10")
                .contains("partial windows  0\n");
        assertThat(reports("all"))
                .hasSize(10)
                .allMatch(report -> report.contains("\"predicted\":120,\"labelled\":108,"));
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void aPartHasTheBytesOfTheWholeWhereItCoversACohort() throws IOException {
        assertThat(replay("all").exitCode()).isZero();
        CommandRun part = replay(
                "part",
                "--from",
                START.plusSeconds(150).toString(),
                "--to",
                START.plusSeconds(480 + 65).toString());

        assertThat(part.exitCode()).as(part.err()).isZero();
        // Labels of a minute more than there are predictions, of which the first 30 s are about others.
        assertThat(part.err())
                .contains("begins: %,d records in 3 partitions".formatted(395 * 2 + labelsBetween(150, 545 + 60)))
                // Of predictions before the range, and after it.
                .contains("label_orphan: " + (labelsBetween(150, 180) + labelsBetween(575, 605)) + ")")
                .doesNotContain("Labels are read");
        List<String> reports = reports("part");
        assertThat(reports.stream().filter(report -> report.contains("\"partial\":\"start\"")))
                .hasSize(1);
        assertThat(reports.stream().filter(report -> report.contains("\"partial\":\"end\"")))
                .hasSize(2);
        List<String> whole =
                reports.stream().filter(report -> !report.contains("partial")).toList();
        assertThat(whole).hasSize(5);
        assertThat(reports("all")).containsAll(whole);
    }

    @Test
    void goesOnWithBothRangesAsTheyWereLookedUp() throws IOException {
        JobConfig config = Replay.of(
                ConfigLoader.load(Files.readString(config()), "test", List.of(), Map.of()),
                ReplayRequest.parse(null, null, "files:" + folder.resolve("all"), null));
        try (ReplayFolder state = ReplayFolder.open(folder.resolve("state"))) {
            JobConfig earlier = Replay.of(
                    ConfigLoader.load(Files.readString(config()), "test", List.of(), Map.of()),
                    ReplayRequest.parse(
                            null,
                            "predictions:0=60,predictions:1=60,labels:0=54",
                            "files:" + folder.resolve("all"),
                            null));
            Reading reading = Reading.of(earlier);
            state.begin(ReplayState.of(
                    config, Reading.again(config, reading.predictions(), reading.labels(), reading.coverage()), false));
        }

        CommandRun run = replay("all", "--resume");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("goes on: 174 records in 3 partitions")
                .contains("records read     174, 54 of them labels");
    }

    /** The labels of predictions, each half a minute later, that came in in these seconds. */
    private static long labelsBetween(int from, int to) {
        long count = 0;
        for (int second = from - 30; second < to - 30; second++) {
            count += second % 10 > 0 ? 2 : 0;
        }
        return count;
    }

    private CommandRun replay(String output, String... more) {
        Stream<String> fixed = Stream.of(
                "replay",
                "--config",
                config().toString(),
                "--state",
                folder.resolve("state").toString(),
                "--output",
                "files:" + folder.resolve(output));
        return CommandRun.of(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    private Path config() {
        try {
            return Files.writeString(folder.resolve("live.yaml"), """
                    job: live
                    source: {kafka: {bootstrap_servers: "%s", topics: predictions}}
                    labels: {kafka: {topics: labels}, horizon: 1m}
                    windows: [{tumbling: 1m}]
                    time: {out_of_orderness: 5s, allowed_lateness: 1m}
                    engine: {checkpoint_interval: 200ms, parallelism: 2}
                    """.formatted(broker.bootstrapServers()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> reports(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(name).resolve("reports"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .filter(report -> report.contains("\"final\":true"))
                    .toList();
        }
    }
}
