package dev.plumbline.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.plumbline.it.Reference.Numbers;
import dev.plumbline.it.Reference.WindowKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged job on a broker that speaks TLS, wants a password, and allows what docs/OPERATIONS.md says the job needs and
 * nothing else. After every test all logs and all answers of the web interface are searched for the passwords.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredKafkaIT {

    private static final String JOB = "secured";
    private static final String CLOSING = "closing";
    private static final int PARTITIONS = 2;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** What both ways of taking a secret have in common; the properties follow. */
    private static final String CONFIG = """
            job: secured
            source:
              kafka:
                bootstrap_servers: %s
                topics: secured.predictions
                stop: %s
                properties:
            %s
            metric: {dtype: float64}
            windows: [{tumbling: 1m}]
            time: {idleness: off}
            reports: {kafka: {topic: secured.reports}}
            dead_letters: {kafka: {topic: secured.dead-letters}}
            engine: {checkpoint_interval: 500ms}
            """;

    private Path home;
    private Path logs;
    private SecuredListener listener;
    private Secrecy secrecy;
    private BrokerProcess broker;
    private FlinkCluster cluster;
    private String jar;

    @BeforeAll
    void startBrokerAndCluster(@TempDir Path folder) throws IOException {
        home = folder;
        logs = Place.logs("secured");
        listener = SecuredListener.in(home);
        secrecy = new Secrecy(listener.secrets());
        broker = BrokerProcess.start(home, logs, listener::addTo, listener.formatArguments());
        Map<String, String> environment =
                Map.of("IT_KAFKA_PASSWORD", listener.password(), "IT_WRONG_PASSWORD", "not-" + "the-password");
        cluster = FlinkCluster.start(home, logs, 1, Map.of(), environment);
        jar = cluster.rest().upload(Place.jobJar());
        Files.writeString(home.resolve("store-password"), listener.storePassword() + "\n");
        Files.writeString(home.resolve("store.properties"), "password=" + listener.storePassword() + "\n");
        Topics topics = new Topics(broker.bootstrapServers());
        topics.create("secured.predictions", PARTITIONS);
        topics.create("secured.reports", 1);
        topics.create("secured.dead-letters", 1);
        topics.create("secured.ledger", 1);
        AclCommands.run(broker.bootstrapServers(), SecuredListener.USER, JOB, logs);
    }

    @AfterAll
    void stopAll() {
        cluster.close();
        broker.close();
    }

    @AfterEach
    void nothingHasShownASecret() throws IOException {
        for (String answer : cluster.rest().everything()) {
            secrecy.assertKept("an answer of Flink's web interface", answer);
        }
        secrecy.assertKept(logs);
        // The broker's own file of properties stands elsewhere; what the clients log is there, and they log what they
        // are told.
        assertThat(Files.readString(logs.resolve("jobmanager.log"))).contains("sasl.jaas.config = [hidden]");
    }

    @Test
    void exactlyOnceOverAKilledWorkerAndAChangeToKafkasOwnProvidersWithTheDocumentedRightsAlone() throws IOException {
        Topics topics = new Topics(broker.bootstrapServers());
        List<Event> events = Event.random(4_000, 20 * MINUTE, 20_261_122);
        FlinkRest rest = cluster.rest();
        topics.send(records(events, 0, 2_000));
        String job = rest.run(jar, 2, arguments("never", ownReferences()));
        rest.awaitTasksRunning(job);
        Await.until(
                "the first dead letters",
                () -> topics.drain("secured.dead-letters").size() >= 20);

        cluster.killTaskManager();
        cluster.startTaskManager();
        Await.until("a restart", () -> rest.restarts(job) > 0);
        rest.awaitTasksRunning(job);
        topics.send(records(events, 2_000, 3_000));
        Await.until(
                "more dead letters", () -> topics.drain("secured.dead-letters").size() >= 30);
        String savepoint = rest.stopWithSavepoint(job, cluster.savepoints());
        topics.send(records(events, 3_000, 4_000));
        topics.send(closing());
        String resumed = rest.run(jar, 1, arguments("never", kafkasProviders()), savepoint);

        List<Event> counted = IntStream.range(0, events.size())
                .filter(i -> i % 100 != 0)
                .mapToObj(events::get)
                .toList();
        Map<WindowKey, Numbers> expected = Reference.of(counted, List.of(Reference.tumbling("tumbling 1m", MINUTE)));
        Await.until(
                "all final reports",
                () -> Report.newest(topics.drain("secured.reports")).values().stream()
                                .filter(Report::isFinal)
                                .count()
                        == expected.size());
        rest.requireUndisturbed(resumed);
        rest.cancel(resumed);
        Report.assertEqual(Report.newest(topics.drain("secured.reports")), expected);
        assertThat(reportsOfTheCommandLine())
                .containsExactlyInAnyOrderElementsOf(
                        Report.compacted(topics.drain("secured.reports")).values());
        assertThat(topics.drain("secured.dead-letters"))
                .extracting(letter -> new String(letter.value(), UTF_8))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, events.size())
                        .filter(i -> i % 100 == 0)
                        .mapToObj(i -> "broken " + i)
                        .toList());
        for (ConsumerRecord<byte[], byte[]> letter : topics.drain("secured.dead-letters")) {
            secrecy.assertKept("a dead letter", letter.headers().toString() + new String(letter.value(), UTF_8));
        }
    }

    @Test
    void everyDocumentedRightIsNeededAndItsLackIsNamed() throws Exception {
        Map<String, String> sentences = sentences(
                "TOPIC secured.predictions READ",
                "source.kafka.topics: topic \\\"secured.predictions\\\" at " + listener.bootstrapServers(),
                "GROUP secured READ",
                "source.kafka.group_id: this user may not use the consumer group \\\"secured\\\"",
                "TOPIC secured.reports WRITE",
                "this user lacks the right to [WRITE]; grant it with kafka-acls --add --allow-principal User:... --operation Write"
                        + " --topic secured.reports",
                "TOPIC secured.reports READ",
                "this user lacks the right to [READ]; grant it with kafka-acls --add --allow-principal User:... --operation Read"
                        + " --topic secured.reports",
                "TOPIC secured.dead-letters WRITE",
                "dead_letters.kafka.topic: topic \\\"secured.dead-letters\\\" at " + listener.bootstrapServers()
                        + ": this user lacks the right to [WRITE]",
                "TOPIC secured.dead-letters READ",
                "dead_letters.kafka.topic: topic \\\"secured.dead-letters\\\" at " + listener.bootstrapServers()
                        + ": this user lacks the right to [READ]",
                "TOPIC secured.ledger WRITE",
                "ledger.kafka.topic: topic \\\"secured.ledger\\\" at " + listener.bootstrapServers()
                        + ": this user lacks the right to [WRITE]",
                "TOPIC secured.ledger READ",
                "ledger.kafka.topic: topic \\\"secured.ledger\\\" at " + listener.bootstrapServers()
                        + ": this user lacks the right to [READ]",
                "TRANSACTIONAL_ID secured-reports WRITE",
                "may not use transactional ids that begin with \\\"secured-reports\\\"",
                "TRANSACTIONAL_ID secured-dead-letters WRITE",
                "may not use transactional ids that begin with \\\"secured-dead-letters\\\"",
                "TRANSACTIONAL_ID secured-ledger WRITE",
                "may not use transactional ids that begin with \\\"secured-ledger\\\"");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<String, AclBinding> rights = admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
                    .collect(Collectors.toMap(SecuredKafkaIT::name, right -> right));
            assertThat(rights.keySet()).containsExactlyInAnyOrderElementsOf(sentences.keySet());

            for (Map.Entry<String, AclBinding> right : rights.entrySet()) {
                admin.deleteAcls(List.of(right.getValue().toFilter())).all().get();
                try {
                    String sentence = sentences.get(right.getKey());
                    Await.until(
                            "the sentence " + sentence,
                            () -> refusal(ownReferences()).contains(sentence));
                } finally {
                    admin.createAcls(List.of(right.getValue())).all().get();
                }
                Await.until(
                        "the right " + right.getKey() + " again",
                        () -> refusal(ownReferences()).isEmpty());
            }
        }
    }

    @Test
    void aWrongPasswordAStrangersCertificateAndNoTlsAtAllAreToldApart() {
        assertThat(refusal(ownReferences().replace("IT_KAFKA_PASSWORD", "IT_WRONG_PASSWORD")))
                .contains(
                        "source.kafka.bootstrap_servers: " + listener.bootstrapServers()
                                + ": the broker refuses the login: Authentication failed during authentication due to invalid credentials");
        assertThat(refusal(ownReferences().replace("trust-broker", "trust-stranger")))
                .contains(
                        ": the TLS connection is refused: ",
                        "source.kafka.properties.ssl.truststore.* must hold the authority");
        assertThat(refusal("      security.protocol: PLAINTEXT\n"))
                .contains("no broker answers within 10 s", "A broker that speaks TLS or SASL also stays silent");
        assertThat(refusal(ownReferences().replace("store-password", "no-such-file")))
                .contains(
                        "ssl.truststore.password: [hidden]: the file ",
                        "no-such-file does not exist where the job is submitted");
    }

    /** The final reports that {@code ./plumbline run} writes for the same topic. */
    private List<String> reportsOfTheCommandLine() throws IOException {
        Path reports = home.resolve("local-reports");
        Path config = Files.writeString(
                home.resolve("local.yaml"),
                CONFIG.formatted(listener.bootstrapServers(), "latest", ownReferences())
                        .replace("kafka: {topic: secured.reports}", "files: {path: " + reports + "}")
                        .replace("kafka: {topic: secured.dead-letters}", "console: {}")
                        .concat("ledger: {console: {}}\n"));
        List<String> arguments =
                List.of("-jar", Place.localJar().toString(), "run", "--debug", "--config", config.toString());
        Map<String, String> environment = Map.of("IT_KAFKA_PASSWORD", listener.password());
        try (JavaProcess run = JavaProcess.start("command line", logs.resolve("run.log"), arguments, environment)) {
            assertThat(run.awaitExit()).as("exit code; see run.log").isZero();
        }
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(reports)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines.stream()
                .filter(line -> line.contains("\"final\":true") && !line.contains("\"model\":\"" + CLOSING + "\""))
                .toList();
    }

    private static Map<String, String> sentences(String... rightsAndSentences) {
        Map<String, String> sentences = new LinkedHashMap<>();
        for (int i = 0; i < rightsAndSentences.length; i += 2) {
            sentences.put(rightsAndSentences[i], rightsAndSentences[i + 1]);
        }
        return sentences;
    }

    private List<String> arguments(String stop, String properties) throws IOException {
        Path file = Files.createTempFile(home, "secured-", ".yaml");
        Files.writeString(file, CONFIG.formatted(listener.bootstrapServers(), stop, properties));
        return List.of("--config", file.toString());
    }

    /** What the answer says when the job is defined with these properties; empty if nothing is wrong. */
    private String refusal(String properties) {
        Throwable refusal = catchThrowable(() -> {
            String plan = cluster.rest().plan(jar, 1, arguments("never", properties));
            secrecy.assertKept("the plan", plan);
        });
        if (refusal == null) {
            return "";
        }
        secrecy.assertKept("a refusal", refusal.toString());
        return refusal.toString();
    }

    /** Secrets that Plumbline fills in: one from the environment, one from a file. */
    private String ownReferences() {
        return """
                      security.protocol: SASL_SSL
                      sasl.mechanism: SCRAM-SHA-512
                      sasl.jaas.config: >-
                        org.apache.kafka.common.security.scram.ScramLoginModule required
                        username="%s" password="${IT_KAFKA_PASSWORD}";
                      ssl.truststore.location: %s
                      ssl.truststore.password: ${<%s}
                """.formatted(SecuredListener.USER, listener.trustStore(), home.resolve("store-password"));
    }

    /** The same secrets, looked up by Kafka's own providers on every machine. */
    private String kafkasProviders() {
        return """
                      security.protocol: SASL_SSL
                      sasl.mechanism: SCRAM-SHA-512
                      config.providers: env,file
                      config.providers.env.class: org.apache.kafka.common.config.provider.EnvVarConfigProvider
                      config.providers.file.class: org.apache.kafka.common.config.provider.FileConfigProvider
                      sasl.jaas.config: >-
                        org.apache.kafka.common.security.scram.ScramLoginModule required
                        username="%s" password="${env:IT_KAFKA_PASSWORD}";
                      ssl.truststore.location: %s
                      ssl.truststore.password: ${file:%s:password}
                """.formatted(SecuredListener.USER, listener.trustStore(), home.resolve("store.properties"));
    }

    /** The events as records; every hundredth is broken instead. */
    private static List<ProducerRecord<byte[], byte[]>> records(List<Event> events, int from, int to) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Event event = events.get(i);
            String value = i % 100 == 0 ? "broken " + i : event.json();
            records.add(Event.record("secured.predictions", i % PARTITIONS, event.time(), value));
        }
        return records;
    }

    /** An event in each partition that is so late in time that it closes all windows before it. */
    private static List<ProducerRecord<byte[], byte[]>> closing() {
        long time = Event.MIDNIGHT + 60 * MINUTE;
        String value = new Event(CLOSING, "1", time, 0, 0.5, 1).json();
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> Event.record("secured.predictions", partition, time, value))
                .toList();
    }

    private static String name(AclBinding right) {
        return right.pattern().resourceType() + " " + right.pattern().name() + " "
                + right.entry().operation();
    }
}
