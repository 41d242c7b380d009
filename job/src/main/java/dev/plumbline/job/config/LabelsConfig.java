package dev.plumbline.job.config;

import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.label.WindowTime;
import dev.plumbline.serde.decode.LabelMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Labels that come on a topic of their own, and how they are joined with predictions.
 *
 * @param source where they come from; of the same kind as the source of the predictions
 * @param fields where each field is found in a label; it names a model if the policy joins by one, and a version likewise
 * @param policy the rules of the join
 * @param windows by which time windows are filled
 * @param reportAges how long after its end a cohort is reported before it is final, ascending, each once, from 0 up to and without
 *     the horizon; empty for final reports only, and always if windows go by label time
 * @param idleness after how long without valid labels a partition no longer holds the others back; empty for never
 */
public record LabelsConfig(
        SourceConfig source,
        LabelMapping fields,
        JoinPolicy policy,
        WindowTime windows,
        List<Duration> reportAges,
        Optional<Duration> idleness) {

    /** Copies the list. */
    public LabelsConfig {
        reportAges = List.copyOf(reportAges);
    }

    /** The same with another source. */
    public LabelsConfig withSource(SourceConfig other) {
        return new LabelsConfig(other, fields, policy, windows, reportAges, idleness);
    }
}
