package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The past once more: beside a live job on a cluster, and on one machine through a crash. */
@ExtendWith(Deployment.Resolver.class)
class ReplayIT {

    private static final int PARTITIONS = 4;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long DELAY = 5 * SECOND;

    private static final String CONFIG = """
            job: %2$s
            source:
              kafka:
                bootstrap_servers: %1$s
                topics: %2$s.predictions
                properties: %3$s
            windows:
              - tumbling: 1m
              - sliding: {size: 2m, slide: 30s}
            time:
              out_of_orderness: 2s
              allowed_lateness: 3s
              idleness: off
            reports:
              kafka: {topic: %2$s.reports}
            engine:
              checkpoint_interval: 250ms
              watermark_interval: 10ms
            """;

    @TempDir
    private Path folder;

    private final Path logs = Place.logs("replay");

    @Test
    void aReplayBesideTheLiveJobHasItsBytesAndLeavesItAlone(Deployment deployment) throws Exception {
        Topics topics = deployment.topics();
        write(topics, "live", 8_000, 10 * MINUTE);
        create(topics, "live");
        create(topics, "again");
        topics.create("again.reports.dead-letters", 1);
        topics.create("again.reports.ledger", 1);
        String config = CONFIG.formatted(deployment.bootstrapServers(), "live", "{}");
        String live = deployment.submit(config, 1);
        // The last windows stay open: nothing comes that would close them.
        Await.until(
                "the live job's final reports",
                () -> finals(topics, "live.reports").keySet().stream()
                        .anyMatch(key -> key.contains("\"tumbling 1m\",\"start\":" + (Event.MIDNIGHT + 8 * MINUTE))));
        Await.until(
                "the live job's committed offsets",
                () -> committed(deployment, "live").values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        == 8_000);
        Map<String, String> published = finals(topics, "live.reports");

        long from = Event.MIDNIGHT + 2 * MINUTE + 30 * SECOND;
        long to = Event.MIDNIGHT + 7 * MINUTE + DELAY;
        String replay = deployment.submitReplay(
                config, 1, "--from", Long.toString(from), "--to", Long.toString(to), "--output", "topic:again.reports");
        deployment.rest().awaitStatus(replay, "FINISHED");
        deployment.rest().requireUndisturbed(replay);

        Map<String, String> again = finals(topics, "again.reports");
        Map<String, String> whole = new TreeMap<>(again);
        whole.values().removeIf(value -> value.contains("\"partial\""));
        // Four minutes and six sliding windows, of four series.
        assertThat(whole.keySet()).hasSize(4 * (4 + 6));
        assertThat(published).containsAllEntriesOf(whole);
        Map<String, String> covered = new TreeMap<>(published);
        covered.keySet().removeIf(key -> start(key) < from || end(key) + DELAY > to);
        assertThat(whole).isEqualTo(covered);
        assertThat(again.values().stream().filter(value -> value.contains("\"partial\":\"start\"")))
                .isNotEmpty()
                .allMatch(value -> start(value) < from);
        assertThat(again.values().stream().filter(value -> value.contains("\"partial\":\"end\"")))
                .isNotEmpty()
                .allMatch(value -> end(value) + DELAY > to);
        assertThat(topics.drain("again.reports.ledger"))
                .isNotEmpty()
                .allMatch(balance -> new String(balance.value(), UTF_8).contains("\"residual\":0"));

        deployment.rest().requireUndisturbed(live);
        assertThat(finals(topics, "live.reports")).isEqualTo(published);
        assertThat(committed(deployment, "live").values()).containsOnly(8_000L / PARTITIONS);
        assertThat(committed(deployment, "live-replay")).isEmpty();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.bootstrapServers()))) {
            assertThat(transactionalIds(admin))
                    .anyMatch(id -> id.startsWith("live-reports"))
                    .anyMatch(id -> id.startsWith("live-replay-reports"));
        }
        deployment.rest().cancel(live);
        deployment.rest().awaitStatus(live, "CANCELED");
    }

    @Test
    void aReplayThatIsKilledHardAndResumedWritesWhatAQuietOneWrites(Deployment deployment) throws Exception {
        Topics topics = deployment.topics();
        write(topics, "crash", 60_000, 30 * MINUTE);
        for (String name : List.of("quiet", "killed")) {
            topics.create("crash." + name, 2);
            topics.create("crash." + name + ".dead-letters", 1);
            topics.create("crash." + name + ".ledger", 1);
        }
        // The broker holds every fetch back for half a second, since a megabyte never comes together, and then gives
        // one batch of each partition: however fast the reader is, reading to the end takes half a minute.
        String config = CONFIG.formatted(
                deployment.bootstrapServers(),
                "crash",
                "{max.partition.fetch.bytes: 1024, fetch.max.bytes: 2048, fetch.min.bytes: 1000000, fetch.max.wait.ms: 500}");
        Path file = Files.writeString(folder.resolve("crash.yaml"), config);
        runToTheEnd(file, "topic:crash.quiet");

        killAndResume(
                file,
                "topic:crash.killed",
                () -> !finals(topics, "crash.killed").isEmpty());
        Path files = folder.resolve("files");
        killAndResume(
                file, "files:" + files, () -> !lines(files.resolve("reports")).isEmpty());

        List<String> quiet = sorted(finalValues(values(topics.drain("crash.quiet"))));
        assertThat(quiet).hasSizeGreaterThan(300).doesNotHaveDuplicates();
        assertThat(sorted(finalValues(values(topics.drain("crash.killed"))))).isEqualTo(quiet);
        assertThat(sorted(finalValues(lines(files.resolve("reports"))))).isEqualTo(quiet);
        List<String> letters = sorted(values(topics.drain("crash.quiet.dead-letters")));
        assertThat(letters).hasSize(60_000 / 500);
        assertThat(sorted(values(topics.drain("crash.killed.dead-letters")))).isEqualTo(letters);
        assertThat(lines(files.resolve("dead-letters"))).hasSameSizeAs(letters);
        Map<String, String> ledger = Report.compacted(topics.drain("crash.quiet.ledger"));
        assertThat(Report.compacted(topics.drain("crash.killed.ledger"))).isEqualTo(ledger);
        String page = Files.readString(page("crash.quiet"));
        assertThat(page).hasSizeGreaterThan(300_000).contains("\"counted\":59880", "\"whole\":" + quiet.size());
        assertThat(page("crash.killed")).hasContent(page);
        assertThat(page(files.toString())).hasContent(page);
    }

    private Path page(String output) {
        return folder.resolve(output.replaceAll(".*[:/]", "") + ".html");
    }

    private void runToTheEnd(Path config, String output) throws IOException {
        Path log = logs.resolve("quiet.log");
        try (JavaProcess process = replay(log, config, output, "--set", "source.kafka.properties={}")) {
            assertThat(process.awaitExit()).as(log.toString()).isZero();
        }
        assertDone(log);
    }

    private void killAndResume(Path config, String output, Await.Condition enough) throws IOException {
        String name = output.replaceAll(":.*", "");
        Path log = logs.resolve(name + "-killed.log");
        try (JavaProcess process = replay(log, config, output)) {
            Await.until("the first results of " + output, () -> {
                process.requireAlive();
                return enough.holds() && showsProgress();
            });
            process.killHard();
        }
        assertThat(Files.readString(log)).doesNotContain("is done");
        Path refused = logs.resolve(name + "-refused.log");
        try (JavaProcess process = replay(refused, config, output)) {
            assertThat(process.awaitExit()).isEqualTo(2);
        }
        assertThat(Files.readString(refused)).contains("--resume goes on where it was");
        Path resumed = logs.resolve(name + "-resumed.log");
        try (JavaProcess process = replay(resumed, config, output, "--resume")) {
            assertThat(process.awaitExit()).as(Files.readString(resumed)).isZero();
        }
        assertThat(Files.readString(resumed)).contains("goes on").contains("since it was resumed");
        assertDone(resumed);
        assertThat(folder.resolve("state")).doesNotExist();
    }

    /** What the progress bar knows is kept for the next run, so it can be seen from here. */
    private boolean showsProgress() throws IOException {
        Path positions = folder.resolve("state").resolve("positions");
        return Files.exists(positions) && Files.readString(positions).matches("(?s).*=[1-9].*");
    }

    private static void assertDone(Path log) throws IOException {
        assertThat(Files.readString(log))
                .contains("records read     60,000", "partial windows  0", "dead letters     120 (not_json: 120)")
                .contains("is done");
    }

    private JavaProcess replay(Path log, Path config, String output, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                "-jar",
                Place.localJar().toString(),
                "replay",
                "--config",
                config.toString(),
                "--state",
                folder.resolve("state").toString(),
                "--output",
                output,
                "--html",
                page(output).toString()));
        arguments.addAll(List.of(more));
        return JavaProcess.start("replay", log, arguments);
    }

    /** Events in the order of their time, round robin; one in 500 is broken. */
    private static void write(Topics topics, String name, int count, long span) {
        topics.create(name + ".predictions", PARTITIONS);
        List<Event> events = Event.random(count, span, 20_261_122);
        topics.send(IntStream.range(0, count)
                .mapToObj(i -> Event.record(
                        name + ".predictions",
                        i % PARTITIONS,
                        events.get(i).time(),
                        i % 500 == 250 ? "broken" : events.get(i).json()))
                .toList());
    }

    private static void create(Topics topics, String name) {
        topics.create(name + ".reports", 2);
        topics.create(name + ".dead-letters", 1);
        topics.create(name + ".ledger", 1);
    }

    /** The final report of each window, by its key; each window has one. */
    private static Map<String, String> finals(Topics topics, String topic) {
        Map<String, String> finals = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.drain(topic)) {
            String value = new String(record.value(), UTF_8);
            if (value.contains("\"final\":true")) {
                assertThat(finals.put(new String(record.key(), UTF_8), value)).isNull();
            }
        }
        return finals;
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(record -> new String(record.value(), UTF_8)).toList();
    }

    private static List<String> finalValues(List<String> values) {
        return values.stream().filter(value -> value.contains("\"final\":true")).toList();
    }

    private static List<String> sorted(List<String> values) {
        return values.stream().sorted().toList();
    }

    private static List<String> lines(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> lines = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long start(String json) {
        return Long.parseLong(json.replaceAll(".*\"start\":(\\d+).*", "$1"));
    }

    private static long end(String json) {
        return Long.parseLong(json.replaceAll(".*\"end\":(\\d+).*", "$1"));
    }

    private static Map<TopicPartition, Long> committed(Deployment deployment, String group) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.bootstrapServers()))) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
            return offsets;
        } catch (ExecutionException e) {
            throw new AssertionError("The broker does not tell the offsets of group " + group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while talking to the broker", e);
        }
    }

    private static Set<String> transactionalIds(Admin admin) throws InterruptedException, ExecutionException {
        Set<String> ids = new TreeSet<>();
        for (TransactionListing transaction : admin.listTransactions().all().get()) {
            ids.add(transaction.transactionalId());
        }
        return ids;
    }
}
