package dev.plumbline.job.config;

import dev.plumbline.job.label.JoinPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a replay begins and ends in the topics of predictions and labels. Times are those of predictions, and labels are read as far
 * round them as they may be about these; offsets may name partitions of both, and labels of which none is named are read wholly.
 */
final class ReplayRange {
    private final ReplayRequest request;
    private final List<String> topics;
    private final List<String> labelTopics;
    private final List<String> problems;

    /**
     * Prepares.
     *
     * @param request what is asked for
     * @param topics those of the predictions
     * @param labelTopics those of the labels; a name that both have means the predictions
     * @param problems where it is added what cannot be
     */
    ReplayRange(ReplayRequest request, List<String> topics, List<String> labelTopics, List<String> problems) {
        this.request = request;
        this.topics = topics;
        this.labelTopics =
                labelTopics.stream().filter(topic -> !topics.contains(topic)).toList();
        this.problems = problems;
    }

    StartPosition from() {
        return request.from() instanceof StartPosition.AtOffsets at
                ? ofPredictions("--from", at.offsets())
                        .<StartPosition>map(StartPosition.AtOffsets::new)
                        .orElse(new StartPosition.Earliest())
                : request.from();
    }

    StopPosition to() {
        return request.to() instanceof StopPosition.AtOffsets at
                ? ofPredictions("--to", at.offsets())
                        .<StopPosition>map(StopPosition.AtOffsets::new)
                        .orElse(new StopPosition.Latest())
                : request.to();
    }

    StartPosition labelsFrom(JoinPolicy policy) {
        return request.from() instanceof StartPosition.AtOffsets at
                ? ofLabels(at.offsets())
                        .<StartPosition>map(StartPosition.AtOffsets::new)
                        .orElse(new StartPosition.Earliest())
                : LabelRange.start(request.from(), Duration.ofMillis(policy.early()));
    }

    StopPosition labelsTo(JoinPolicy policy) {
        return request.to() instanceof StopPosition.AtOffsets at
                ? ofLabels(at.offsets())
                        .<StopPosition>map(StopPosition.AtOffsets::new)
                        .orElse(new StopPosition.Latest())
                : LabelRange.stop(request.to(), Duration.ofMillis(policy.horizon()));
    }

    private Optional<PartitionOffsets> ofPredictions(String option, PartitionOffsets offsets) {
        Optional<PartitionOffsets> own = offsets.of(topic -> !labelTopics.contains(topic));
        try {
            return own.map(some -> some.within(topics));
        } catch (IllegalArgumentException wrong) {
            problems.add(option + " " + offsets + ": " + wrong.getMessage());
            return own;
        }
    }

    private Optional<PartitionOffsets> ofLabels(PartitionOffsets offsets) {
        return offsets.of(labelTopics::contains);
    }
}
