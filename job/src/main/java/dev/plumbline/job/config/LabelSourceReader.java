package dev.plumbline.job.config;

import dev.plumbline.job.label.JoinPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads where labels come from: the sections {@code labels.kafka} and {@code labels.files}. */
final class LabelSourceReader {
    private static final List<String> KINDS = List.of("kafka", "files");

    private final Settings settings;
    private final SourceReader sources;

    LabelSourceReader(Settings settings) {
        this.settings = settings;
        this.sources = new SourceReader(settings);
    }

    /**
     * The source; null after a problem.
     *
     * @param predictions the source of the predictions, whose kind it has, and whose connection and range hold unless others are given
     * @param policy how far labels may be from predictions; null after a problem
     */
    @Nullable
    SourceConfig read(@Nullable SourceConfig predictions, @Nullable JoinPolicy policy) {
        String kind = Choice.of(settings, LabelOptions.SECTION, KINDS);
        if (kind == null) {
            if (Choice.isMissing(settings, LabelOptions.SECTION, KINDS)) {
                settings.problem(
                        LabelOptions.SECTION,
                        "says nothing to read labels from; add " + Choice.list(LabelOptions.SECTION, KINDS));
            }
            return null;
        }
        boolean isKafka = kind.equals("kafka");
        if (predictions != null && isKafka != predictions instanceof SourceConfig.Kafka) {
            settings.problem(
                    LabelOptions.SECTION + "." + kind,
                    "is where labels come from while predictions come from source." + (isKafka ? "files" : "kafka")
                            + ", and the two have no common clock; read both from " + (isKafka ? "Kafka" : "files")
                            + ", or both from " + (isKafka ? "files" : "Kafka"));
        }
        return isKafka ? kafka(predictions, policy) : files();
    }

    private @Nullable SourceConfig files() {
        String path = settings.required(LabelOptions.PATH, LabelOptions.PATH.path());
        return path == null ? null : new SourceConfig.Files(path);
    }

    private @Nullable SourceConfig kafka(@Nullable SourceConfig predictions, @Nullable JoinPolicy policy) {
        List<String> topics = sources.topics(LabelOptions.TOPICS);
        List<String> servers = settings.list(LabelOptions.BOOTSTRAP_SERVERS);
        Map<String, String> given = sources.properties(LabelOptions.PROPERTIES, "labels.kafka");
        StartPosition ownStart = settings.optional(LabelOptions.START, LabelOptions.START.path());
        if (ownStart != null) {
            ownStart = sources.within(topics, LabelOptions.START, ownStart);
        }
        if (topics == null || policy == null || !(predictions instanceof SourceConfig.Kafka source)) {
            return null;
        }
        boolean ownServers = settings.has(LabelOptions.BOOTSTRAP_SERVERS.path());
        StopPosition stop = LabelRange.stop(source.stop(), Duration.ofMillis(policy.horizon()));
        if (ownStart != null) {
            checkRange(ownStart, stop);
        }
        return new SourceConfig.Kafka(
                ownServers ? String.join(",", servers) : inheritServers(source),
                topics,
                source.groupId(),
                ownStart == null ? LabelRange.start(source.start(), Duration.ofMillis(policy.early())) : ownStart,
                stop,
                ClientProperties.of(ownServers ? given : inheritProperties(source, given)));
    }

    private String inheritServers(SourceConfig.Kafka source) {
        settings.redactions().inherit(Options.SOURCE_BOOTSTRAP_SERVERS.path(), LabelOptions.BOOTSTRAP_SERVERS.path());
        return source.bootstrapServers();
    }

    private Map<String, String> inheritProperties(SourceConfig.Kafka source, Map<String, String> given) {
        Map<String, String> properties = new TreeMap<>(given);
        source.properties().asMap().forEach((name, value) -> {
            if (properties.putIfAbsent(name, value) == null) {
                settings.redactions()
                        .inherit(
                                Options.SOURCE_PROPERTIES.path() + "." + name,
                                LabelOptions.PROPERTIES.path() + "." + name);
            }
        });
        return properties;
    }

    private void checkRange(StartPosition start, StopPosition stop) {
        boolean isEmpty = (start instanceof StartPosition.Latest && stop instanceof StopPosition.Latest)
                || (start instanceof StartPosition.At from
                        && stop instanceof StopPosition.At to
                        && !from.time().isBefore(to.time()));
        if (isEmpty) {
            settings.problem(
                    LabelOptions.START.path(),
                    "is where reading labels ends too, by source.kafka.stop, or after it, so none would be read; start earlier,"
                            + " or remove the line");
        }
    }
}
