package dev.plumbline.job.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code source}. */
final class SourceReader {
    private static final String SECTION = "source";
    private static final List<String> KINDS = List.of("kafka", "files");

    private final Settings settings;

    SourceReader(Settings settings) {
        this.settings = settings;
    }

    /** The source; null after a problem. */
    @Nullable
    SourceConfig read(String job) {
        String kind = Choice.of(settings, SECTION, KINDS);
        if (kind == null) {
            if (Choice.isMissing(settings, SECTION, KINDS)) {
                settings.problem(SECTION, "says nothing to read from; add " + Choice.list(SECTION, KINDS));
            }
            return null;
        }
        return kind.equals("kafka") ? kafka(job) : files();
    }

    private @Nullable SourceConfig files() {
        String path = settings.required(Options.SOURCE_PATH, Options.SOURCE_PATH.path());
        return path == null ? null : new SourceConfig.Files(path);
    }

    private @Nullable SourceConfig kafka(String job) {
        List<String> servers = settings.requiredList(Options.SOURCE_BOOTSTRAP_SERVERS);
        List<String> topics = topics(Options.SOURCE_TOPICS);
        String group = settings.optional(Options.SOURCE_GROUP_ID, Options.SOURCE_GROUP_ID.path());
        StartPosition start = within(topics, Options.SOURCE_START, settings.get(Options.SOURCE_START));
        StopPosition stop = stop(topics);
        Map<String, String> properties = properties(Options.SOURCE_PROPERTIES, "source.kafka");
        checkRange(start, stop);
        if (servers == null || topics == null) {
            return null;
        }
        return new SourceConfig.Kafka(
                String.join(",", servers),
                topics,
                group == null ? job : group,
                start,
                stop,
                ClientProperties.of(properties));
    }

    /** Topics to read, each once; null after a problem. */
    @Nullable
    List<String> topics(Option<String> option) {
        List<String> topics = settings.requiredList(option);
        Set<String> seen = new HashSet<>();
        for (int i = 0; topics != null && i < topics.size(); i++) {
            if (!seen.add(topics.get(i))) {
                String item = option.path() + "." + i;
                settings.problem(settings.has(item) ? item : option.path(), "names a topic twice; keep it once");
            }
        }
        return topics;
    }

    /** The start, with a topic for each offset. */
    StartPosition within(@Nullable List<String> topics, Option<StartPosition> option, StartPosition start) {
        if (start instanceof StartPosition.AtOffsets at && topics != null) {
            try {
                return new StartPosition.AtOffsets(at.offsets().within(topics));
            } catch (IllegalArgumentException wrong) {
                settings.problem(option.path(), message(wrong));
            }
        }
        return start;
    }

    private StopPosition stop(@Nullable List<String> topics) {
        StopPosition stop = settings.get(Options.SOURCE_STOP);
        if (stop instanceof StopPosition.AtOffsets at && topics != null) {
            try {
                return new StopPosition.AtOffsets(at.offsets().within(topics));
            } catch (IllegalArgumentException wrong) {
                settings.problem(Options.SOURCE_STOP.path(), message(wrong));
            }
        }
        return stop;
    }

    /** Properties for a consumer, without those that the job itself sets. */
    Map<String, String> properties(Option<String> option, String section) {
        Map<String, String> properties = settings.named(option);
        Map<String, String> taken = Map.of(
                "bootstrap.servers",
                "use " + section + ".bootstrap_servers",
                "group.id",
                "use " + Options.SOURCE_GROUP_ID.path(),
                "auto.offset.reset",
                "use " + section + ".start",
                "enable.auto.commit",
                "remove it, the job commits offsets with its checkpoints",
                "key.deserializer",
                "remove it, the job reads bytes",
                "value.deserializer",
                "remove it, the job reads bytes");
        checkNotTaken(settings, option.path(), properties, taken);
        return properties;
    }

    private static String message(IllegalArgumentException wrong) {
        return String.valueOf(wrong.getMessage());
    }

    private void checkRange(StartPosition start, StopPosition stop) {
        String path = Options.SOURCE_STOP.path();
        if (start instanceof StartPosition.Latest && stop instanceof StopPosition.Latest) {
            settings.problem(
                    path, "is where reading starts too, so nothing would be read; start earlier, or stop never");
        }
        if (start instanceof StartPosition.At from
                && stop instanceof StopPosition.At to
                && !from.time().isBefore(to.time())) {
            settings.problem(
                    path, "is not after source.kafka.start, so nothing would be read; stop later, or start earlier");
        }
    }

    /** Records every property that the job sets itself. */
    static void checkNotTaken(
            Settings settings, String path, Map<String, String> properties, Map<String, String> taken) {
        for (String name : properties.keySet()) {
            String instead = taken.get(name);
            if (instead != null) {
                settings.problem(path + "." + name, "is set by the job; " + instead);
            }
        }
    }
}
