package dev.plumbline.job.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the sections {@code reports}, {@code dead_letters} and {@code ledger}. */
final class SinkReader {
    private static final List<String> KINDS = List.of("kafka", "files", "console");

    /** What follows the job's name in the default topics. */
    static final String DEAD_LETTERS_SUFFIX = ".dead-letters";

    static final String LEDGER_SUFFIX = ".ledger";

    /** A topic that is named after the job. */
    private record DefaultTopic(String job, String suffix) {
        String name() {
            return job + suffix;
        }
    }

    private final Settings settings;

    SinkReader(Settings settings) {
        this.settings = settings;
    }

    /** Where reports go, the console if nothing is said; null after a problem. */
    @Nullable
    SinkConfig reports(@Nullable SourceConfig source) {
        String kind = kind(Options.REPORTS);
        if (kind == null) {
            return isGiven(Options.REPORTS) ? null : new SinkConfig.Console();
        }
        return read(kind, Options.REPORTS, source, null);
    }

    /** Where dead letters go; null after a problem. */
    @Nullable
    SinkConfig deadLetters(String job, @Nullable SourceConfig source, @Nullable SinkConfig reports) {
        return follower(Options.DEAD_LETTERS, job, DEAD_LETTERS_SUFFIX, source, reports);
    }

    /** Where the ledger goes; null after a problem. */
    @Nullable
    SinkConfig ledger(String job, @Nullable SourceConfig source, @Nullable SinkConfig reports) {
        return follower(Options.LEDGER, job, LEDGER_SUFFIX, source, reports);
    }

    /** If nothing is said, a sink follows the reports to Kafka, into a topic of its own, or else it is the console. */
    private @Nullable SinkConfig follower(
            SinkOptions options,
            String job,
            String suffix,
            @Nullable SourceConfig source,
            @Nullable SinkConfig reports) {
        DefaultTopic topic = new DefaultTopic(job, suffix);
        String kind = kind(options);
        if (kind != null) {
            return read(kind, options, source, topic);
        }
        if (isGiven(options)) {
            return null;
        }
        if (!(reports instanceof SinkConfig.Kafka kafka)) {
            return new SinkConfig.Console();
        }
        for (Option<?> option : List.of(
                Options.REPORTS.bootstrapServers(),
                Options.REPORTS.delivery(),
                Options.REPORTS.transactionTimeout(),
                Options.REPORTS.properties())) {
            settings.redactions()
                    .inherit(option.path(), option.path().replace(Options.REPORTS.section(), options.section()));
        }
        hideTopicLikeJob(options, topic);
        return new SinkConfig.Kafka(
                kafka.bootstrapServers(),
                topic.name(),
                kafka.delivery(),
                kafka.transactionTimeout(),
                kafka.properties());
    }

    private @Nullable String kind(SinkOptions options) {
        return Choice.of(settings, options.section(), KINDS);
    }

    private boolean isGiven(SinkOptions options) {
        return !Choice.isMissing(settings, options.section(), KINDS);
    }

    private @Nullable SinkConfig read(
            String kind, SinkOptions options, @Nullable SourceConfig source, @Nullable DefaultTopic defaultTopic) {
        return switch (kind) {
            case "kafka" -> kafka(options, source, defaultTopic);
            case "files" -> files(options);
            default -> new SinkConfig.Console();
        };
    }

    private @Nullable SinkConfig files(SinkOptions options) {
        String path = settings.required(options.files(), options.files().path());
        return path == null ? null : new SinkConfig.Files(path);
    }

    private @Nullable SinkConfig kafka(
            SinkOptions options, @Nullable SourceConfig source, @Nullable DefaultTopic defaultTopic) {
        String topic = topic(options, defaultTopic);
        Delivery delivery = settings.get(options.delivery());
        var transactionTimeout = settings.get(options.transactionTimeout());
        Map<String, String> properties = new TreeMap<>(settings.named(options.properties()));
        SourceReader.checkNotTaken(settings, options.properties().path(), properties, taken(options));
        String servers;
        if (!settings.has(options.bootstrapServers().path()) && settings.has("source.kafka")) {
            if (!(source instanceof SourceConfig.Kafka kafka)) {
                return null;
            }
            servers = kafka.bootstrapServers();
            settings.redactions()
                    .inherit(
                            Options.SOURCE_BOOTSTRAP_SERVERS.path(),
                            options.bootstrapServers().path());
            inheritConnection(kafka, properties, options);
        } else {
            List<String> given = settings.requiredList(options.bootstrapServers());
            if (given == null) {
                return null;
            }
            servers = String.join(",", given);
        }
        return topic == null
                ? null
                : new SinkConfig.Kafka(servers, topic, delivery, transactionTimeout, ClientProperties.of(properties));
    }

    private @Nullable String topic(SinkOptions options, @Nullable DefaultTopic defaultTopic) {
        if (defaultTopic == null) {
            return settings.required(options.topic(), options.topic().path());
        }
        String topic = settings.optional(options.topic(), options.topic().path());
        if (topic == null) {
            hideTopicLikeJob(options, defaultTopic);
            return defaultTopic.name();
        }
        return topic;
    }

    private void hideTopicLikeJob(SinkOptions options, DefaultTopic topic) {
        String shown = settings.redactions().get(Options.JOB.path());
        if (shown != null) {
            settings.redactions().put(options.topic().path(), shown + topic.suffix());
        }
    }

    private void inheritConnection(SourceConfig.Kafka source, Map<String, String> properties, SinkOptions options) {
        source.properties().connection().asMap().forEach((name, value) -> {
            if (!properties.containsKey(name)) {
                properties.put(name, value);
                settings.redactions()
                        .inherit(
                                Options.SOURCE_PROPERTIES.path() + "." + name,
                                options.properties().path() + "." + name);
            }
        });
    }

    /** What the job itself sets for a producer, and what to do instead. */
    private static Map<String, String> taken(SinkOptions options) {
        return Map.of(
                "bootstrap.servers", "use " + options.bootstrapServers().path(),
                "transaction.timeout.ms", "use " + options.transactionTimeout().path(),
                "transactional.id", "remove it, the job names its transactions after itself",
                "key.serializer", "remove it, the job writes bytes",
                "value.serializer", "remove it, the job writes bytes");
    }
}
