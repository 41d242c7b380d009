package dev.plumbline.local.replay;

import dev.plumbline.job.config.JobConfig;
import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.config.PartitionOffsets;
import dev.plumbline.job.config.SourceConfig;
import dev.plumbline.job.preflight.OffsetRange;
import dev.plumbline.job.preflight.Reading;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.job.time.WindowSpec;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a replay was begun with: enough to go on in the same way, or to see that it would be another.
 *
 * @param config the effective configuration, described without secrets
 * @param fingerprint of all that decides about results, values from the environment included
 * @param predictions what is read of the topics of the predictions; none for files
 * @param labels what is read of the topics of labels that come by themselves; none for files, and without such
 * @param coverage which windows are covered wholly
 * @param collects whether it collects its reports for a page
 */
public record ReplayState(
        String config,
        String fingerprint,
        OffsetRange predictions,
        OffsetRange labels,
        Coverage coverage,
        boolean collects) {
    private static final String FORMAT = "plumbline.replay-state";
    private static final String VERSION = "1";
    private static final String LABELS = "labels.";

    /** What is to be noted of a replay that begins, and that collects its reports for a page or does not. */
    public static ReplayState of(JobConfig config, Reading reading, boolean collects) {
        return new ReplayState(
                config.describe(),
                fingerprint(config),
                reading.predictions(),
                reading.labels(),
                reading.coverage(),
                collects);
    }

    /** The same ranges again. */
    public Reading reading(JobConfig same) {
        return Reading.again(same, predictions, labels, coverage);
    }

    /** What is different now, one line each; empty if nothing is. */
    public List<String> changes(JobConfig now) {
        List<String> before = config.lines().toList();
        List<String> after = now.describe().lines().toList();
        List<String> changes = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> changes.add("- " + line.strip()));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> changes.add("+ " + line.strip()));
        if (changes.isEmpty() && !before.equals(after)) {
            changes.add("the order of entries");
        }
        if (changes.isEmpty() && !fingerprint.equals(fingerprint(now))) {
            changes.add("a value that comes from the environment");
        }
        return changes;
    }

    private static String fingerprint(JobConfig config) {
        String text = String.join(
                "\n",
                config.describe(),
                config.job(),
                String.valueOf(config.fields()),
                String.valueOf(config.metric()),
                config.windows().stream().map(WindowSpec::name).toList().toString(),
                String.valueOf(config.slices()),
                String.valueOf(config.time()),
                String.valueOf(config.limits()),
                config.labels().map(ReplayState::fingerprint).orElse(""));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String fingerprint(LabelsConfig labels) {
        return String.join(
                "\n",
                String.valueOf(labels.fields()),
                String.valueOf(labels.policy()),
                String.valueOf(labels.windows()),
                String.valueOf(labels.reportAges()),
                // Where labels end is not described.
                labels.source() instanceof SourceConfig.Kafka kafka ? String.valueOf(kafka.stop()) : "");
    }

    String toText() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("format", FORMAT);
        entries.put("format_version", VERSION);
        entries.put("fingerprint", fingerprint);
        put(entries, "", predictions);
        put(entries, LABELS, labels);
        entries.put("coverage.from", Long.toString(coverage.from()));
        entries.put("coverage.to", Long.toString(coverage.to()));
        entries.put("coverage.delay", Long.toString(coverage.delay()));
        entries.put("collects", Boolean.toString(collects));
        StringBuilder text = new StringBuilder();
        // Names of topics and hexadecimal digits: nothing that would have to be escaped.
        entries.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    private static void put(Map<String, String> entries, String prefix, OffsetRange range) {
        entries.put(prefix + "starts", range.isNone() ? "" : range.starts().toString());
        entries.put(prefix + "stops", range.isNone() ? "" : range.stops().toString());
    }

    static ReplayState parse(String text, String config) throws IOException {
        Properties entries = new Properties();
        entries.load(new StringReader(text));
        if (!FORMAT.equals(entries.getProperty("format")) || !VERSION.equals(entries.getProperty("format_version"))) {
            throw new IllegalArgumentException("it is of format " + entries.getProperty("format") + " version "
                    + entries.getProperty("format_version") + ", this release reads " + FORMAT + " version " + VERSION);
        }
        return new ReplayState(
                config,
                entry(entries, "fingerprint"),
                range(entries, ""),
                range(entries, LABELS),
                Coverage.between(
                        number(entries, "coverage.from"),
                        number(entries, "coverage.to"),
                        number(entries, "coverage.delay")),
                Boolean.parseBoolean(entry(entries, "collects")));
    }

    private static OffsetRange range(Properties entries, String prefix) {
        String starts = entry(entries, prefix + "starts");
        String stops = entry(entries, prefix + "stops");
        return starts.isEmpty()
                ? OffsetRange.none()
                : OffsetRange.between(PartitionOffsets.parse(starts), PartitionOffsets.parse(stops));
    }

    private static String entry(Properties entries, String name) {
        String value = entries.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static long number(Properties entries, String name) {
        return Long.parseLong(entry(entries, name));
    }
}
