package dev.plumbline.job.config;

import dev.plumbline.job.time.Durations;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a replay's configuration out of the live job's: the same records mean the same, and everything else is kept apart, so
 * that the live job's consumer group, transactions and results stay untouched.
 */
public final class Replay {
    private static final String NAME_SUFFIX = "-replay";

    /** A setting of Flink's connector: checkpoints are enough, and offsets of a replay would only confuse. */
    private static final String COMMIT_OFFSETS = "commit.offsets.on.checkpoint";

    private final JobConfig live;
    private final ReplayRequest request;
    private final String name;
    private final Redactions redactions;
    private final List<String> problems = new ArrayList<>();

    private Replay(JobConfig live, ReplayRequest request) {
        this.live = live;
        this.request = request;
        this.name = request.name().orElse(live.job() + NAME_SUFFIX);
        this.redactions = new Redactions(live.redactions());
    }

    /**
     * The configuration of a replay.
     *
     * @param live the live job's
     * @param request what is asked for
     * @throws ConfigException with one line per problem, if the two do not go together
     */
    public static JobConfig of(JobConfig live, ReplayRequest request) {
        return new Replay(live, request).make();
    }

    /** Whether a source commits no offsets, so that its consumer group needs no rights. */
    public static boolean commitsNothing(SourceConfig.Kafka source) {
        return "false".equals(source.properties().asMap().get(COMMIT_OFFSETS));
    }

    private JobConfig make() {
        checkName();
        hideName();
        SourceConfig source = source();
        Optional<LabelsConfig> labels = live.labels().map(this::labels);
        SinkConfig reports = reports();
        SinkConfig deadLetters =
                follower(reports, Options.DEAD_LETTERS, "dead-letters", SinkReader.DEAD_LETTERS_SUFFIX);
        SinkConfig ledger = follower(reports, Options.LEDGER, "ledger", SinkReader.LEDGER_SUFFIX);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        TimeConfig time = live.time();
        redactions.remove(Options.IDLENESS.path());
        TimeConfig withoutIdleness = new TimeConfig(
                time.outOfOrderness(),
                time.allowedLateness(),
                Optional.empty(),
                time.maxFuture(),
                time.min(),
                time.max());
        return live.with(name, source, labels, withoutIdleness, reports, deadLetters, ledger, redactions);
    }

    private void checkName() {
        boolean likeGroup = live.source() instanceof SourceConfig.Kafka kafka
                && kafka.groupId().equals(name);
        if (name.equals(live.job()) || likeGroup || TransactionalIds.overlap(name, live.job())) {
            problems.add("--name " + name + ": " + "is too much like the live job's "
                    + (likeGroup ? "consumer group" : "name " + live.job())
                    + ", whose offsets or transactions the replay could disturb; give it another name");
        }
        try {
            var unused = ValueType.jobName().read().apply(name);
        } catch (IllegalArgumentException wrong) {
            problems.add("--name " + name + ": " + wrong.getMessage());
        }
    }

    private void hideName() {
        String shown = redactions.get(Options.JOB.path());
        redactions.remove(Options.JOB.path());
        if (shown != null && request.name().isEmpty()) {
            redactions.put(Options.JOB.path(), shown + NAME_SUFFIX);
        }
    }

    private SourceConfig source() {
        if (!(live.source() instanceof SourceConfig.Kafka kafka)) {
            if (!(request.from() instanceof StartPosition.Earliest)) {
                problems.add(
                        "--from: files are read from their start; leave it out, or give source.files.path the files wanted");
            }
            if (!(request.to() instanceof StopPosition.Latest)) {
                problems.add(
                        "--to: files are read to their end; leave it out, or give source.files.path the files wanted");
            }
            return live.source();
        }
        redactions.remove(Options.SOURCE_GROUP_ID.path());
        redactions.remove(Options.SOURCE_START.path());
        redactions.remove(Options.SOURCE_STOP.path());
        ReplayRange range = new ReplayRange(request, kafka.topics(), labelTopics(), problems);
        return replayed(kafka, range.from(), range.to());
    }

    private LabelsConfig labels(LabelsConfig labels) {
        redactions.remove(LabelOptions.START.path());
        redactions.remove(LabelOptions.IDLENESS.path());
        SourceConfig source = labels.source();
        if (source instanceof SourceConfig.Kafka kafka) {
            ReplayRange range = new ReplayRange(request, topics(live.source()), labelTopics(), problems);
            source = replayed(kafka, range.labelsFrom(labels.policy()), range.labelsTo(labels.policy()));
        }
        return new LabelsConfig(
                source, labels.fields(), labels.policy(), labels.windows(), labels.reportAges(), Optional.empty());
    }

    private SourceConfig replayed(SourceConfig.Kafka kafka, StartPosition from, StopPosition to) {
        return new SourceConfig.Kafka(
                kafka.bootstrapServers(),
                kafka.topics(),
                name,
                from,
                to,
                kafka.properties().with(COMMIT_OFFSETS, "false"));
    }

    private List<String> labelTopics() {
        return live.labels().map(labels -> topics(labels.source())).orElse(List.of());
    }

    private static List<String> topics(SourceConfig source) {
        return source instanceof SourceConfig.Kafka kafka ? kafka.topics() : List.of();
    }

    private SinkConfig reports() {
        SinkOptions options = Options.REPORTS;
        if (request.output() instanceof ReplayOutput.Topics topics) {
            return topics(topics.name(), options);
        }
        redactions.remove(options.section());
        return request.output() instanceof ReplayOutput.Folder folder
                ? folder(folder.path(), options.section())
                : new SinkConfig.Console();
    }

    private SinkConfig follower(SinkConfig reports, SinkOptions options, String folder, String suffix) {
        redactions.remove(options.section());
        if (reports instanceof SinkConfig.Kafka kafka && request.output() instanceof ReplayOutput.Topics) {
            redactions.inherit(Options.REPORTS.section() + ".kafka", options.section() + ".kafka");
            return kafkaTopic(kafka, kafka.topic() + suffix);
        }
        return request.output() instanceof ReplayOutput.Folder to
                ? folder(to.path(), folder)
                : new SinkConfig.Console();
    }

    /** On the brokers of the live job's reports; if those go elsewhere, on the brokers of its source. */
    private SinkConfig topics(String topic, SinkOptions options) {
        if (live.reports() instanceof SinkConfig.Kafka kafka) {
            redactions.remove(options.topic().path());
            return kafkaTopic(kafka, topic);
        }
        redactions.remove(options.section());
        if (!(live.source() instanceof SourceConfig.Kafka source)) {
            problems.add(
                    "--output topic:" + topic + ": the configuration names no brokers; use --output files:DIR, or give"
                            + " --set reports.kafka.bootstrap_servers and --set reports.kafka.topic, both of the live job");
            return live.reports();
        }
        redactions.inherit(
                Options.SOURCE_BOOTSTRAP_SERVERS.path(),
                options.bootstrapServers().path());
        ClientProperties connection = source.properties().connection();
        connection
                .asMap()
                .keySet()
                .forEach(property -> redactions.inherit(
                        Options.SOURCE_PROPERTIES.path() + "." + property,
                        options.properties().path() + "." + property));
        return kafkaTopic(
                new SinkConfig.Kafka(
                        source.bootstrapServers(), topic, Delivery.EXACTLY_ONCE, transactionTimeout(), connection),
                topic);
    }

    /** The default, or longer where checkpoints may take longer. */
    private Duration transactionTimeout() {
        Duration usual = Durations.parse(
                String.valueOf(Options.REPORTS.transactionTimeout().defaultText()));
        Duration checkpoint =
                live.engine().checkpointInterval().plus(live.engine().checkpointTimeout());
        return usual.compareTo(checkpoint) > 0 ? usual : checkpoint.multipliedBy(2);
    }

    private SinkConfig kafkaTopic(SinkConfig.Kafka like, String topic) {
        String used = use(topic);
        if (used != null) {
            problems.add("--output: " + topic + " is " + used
                    + ", and a replay keeps out of what the live job reads and writes; name another topic");
        }
        return new SinkConfig.Kafka(
                like.bootstrapServers(), topic, like.delivery(), like.transactionTimeout(), like.properties());
    }

    /** What the live job does with the topic; null if nothing. */
    private @Nullable String use(String topic) {
        if (live.source() instanceof SourceConfig.Kafka kafka && kafka.topics().contains(topic)) {
            return "a topic that the job reads (" + Options.SOURCE_TOPICS.path() + ")";
        }
        if (labelTopics().contains(topic)) {
            return "a topic that the job reads (" + LabelOptions.TOPICS.path() + ")";
        }
        for (var sink : sinks().entrySet()) {
            if (sink.getValue() instanceof SinkConfig.Kafka kafka
                    && kafka.topic().equals(topic)) {
                return "a topic that the live job writes (" + sink.getKey() + ".kafka.topic)";
            }
        }
        return null;
    }

    private SinkConfig folder(String parent, String name) {
        String path = parent.replaceFirst("/+$", "") + "/" + name;
        if (live.source() instanceof SourceConfig.Files files && nested(files.path(), path)) {
            problems.add("--output: " + path + " lies in what the job reads (" + Options.SOURCE_PATH.path()
                    + "), or around it; name another folder");
        }
        if (live.labels().map(LabelsConfig::source).orElse(null) instanceof SourceConfig.Files files
                && nested(files.path(), path)) {
            problems.add("--output: " + path + " lies in what the job reads (" + LabelOptions.PATH.path()
                    + "), or around it; name another folder");
        }
        sinks().forEach((section, sink) -> {
            if (sink instanceof SinkConfig.Files files && nested(files.path(), path)) {
                problems.add("--output: " + path + " lies in what the live job writes (" + section
                        + ".files.path), or around it; name another folder");
            }
        });
        return new SinkConfig.Files(path);
    }

    private Map<String, SinkConfig> sinks() {
        Map<String, SinkConfig> sinks = new TreeMap<>();
        sinks.put(Options.REPORTS.section(), live.reports());
        sinks.put(Options.DEAD_LETTERS.section(), live.deadLetters());
        sinks.put(Options.LEDGER.section(), live.ledger());
        return sinks;
    }

    private static boolean nested(String a, String b) {
        try {
            Path left = Path.of(a).toAbsolutePath().normalize();
            Path right = Path.of(b).toAbsolutePath().normalize();
            return left.startsWith(right) || right.startsWith(left);
        } catch (InvalidPathException e) {
            // A URI of another file system; equal ones are all that can be told.
            return a.equals(b);
        }
    }
}
