package dev.plumbline.local.eval;

import dev.plumbline.job.config.LabelsConfig;
import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.job.join.JoinLoss;
import dev.plumbline.job.join.MemoryJoin;
import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.local.eval.Evaluation.Outcome;
import dev.plumbline.local.eval.Evaluation.Series;
import dev.plumbline.metric.calibration.CalibrationConfig;
import dev.plumbline.serde.Prediction;
import dev.plumbline.serde.Rejection;
import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.decode.DecodeOptions;
import dev.plumbline.serde.decode.FieldMapping;
import dev.plumbline.serde.decode.JsonLines;
import dev.plumbline.serde.decode.LabelDecoder;
import dev.plumbline.serde.decode.PredictionDecoder;
import dev.plumbline.serde.report.LabelCoverage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The metrics over predictions whose labels come by themselves: both are read wholly and joined by the rules of the job, in memory. So
 * here the times of records play a role, and every record must have one; but nothing is late. Not thread-safe.
 */
public final class JoinedEvaluation {
    private final JoinPolicy policy;
    private final PredictionDecoder predictions;
    private final LabelDecoder labels;
    private final SourceRecord prediction = new SourceRecord();
    private final SourceRecord label = SourceRecord.ofLabels();
    private final MemoryJoin join;
    private final Scores scores;
    private final Rejections rejectedPredictions = new Rejections();
    private final Rejections rejectedLabels = new Rejections();
    private long labelRecords;
    private long lastLabel = Long.MIN_VALUE;

    /**
     * An evaluation of nothing yet.
     *
     * @param fields where the fields of predictions are, with that of an id and without that of a label
     * @param config where the fields of labels are, and how the two are joined
     * @param options what counts as valid
     * @param calibration what to measure beside the loss; null for nothing
     * @param outputs the names of the outputs to tell apart, as many as the options ask for; none for no telling apart
     */
    public JoinedEvaluation(
            FieldMapping fields,
            LabelsConfig config,
            DecodeOptions options,
            @Nullable CalibrationConfig calibration,
            List<String> outputs) {
        this.policy = config.policy();
        this.predictions = new PredictionDecoder(fields, options);
        this.labels = new LabelDecoder(config.fields(), options);
        this.join = new MemoryJoin(policy, options.metric().dtype());
        this.scores = new Scores(options.metric(), calibration, outputs);
    }

    /** Adds every line that is left of a file of predictions. */
    public void addPredictions(String file, JsonLines lines) throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            add(
                    prediction,
                    predictions.decode(line, Long.MIN_VALUE, prediction.prediction()),
                    file,
                    lines.lineNumber());
        }
    }

    /** Adds every line that is left of a file of labels. */
    public void addLabels(String file, JsonLines lines) throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            Rejection rejection = labels.decode(line, Long.MIN_VALUE, label.label());
            if (rejection == null) {
                labelRecords++;
                lastLabel = Math.max(lastLabel, label.time());
            }
            add(label, rejection, file, lines.lineNumber());
        }
    }

    private void add(SourceRecord record, @Nullable Rejection rejection, String file, long line) {
        if (rejection != null) {
            (record.isLabel() ? rejectedLabels : rejectedPredictions).add(rejection, file, line);
            return;
        }
        record.accept();
        // Where it stands is all that is told of a record that gets lost, so its bytes need not be kept.
        record.setPosition(file, -1, line, Long.MIN_VALUE);
        join.add(record);
    }

    /** Joins all that was added, and returns what comes out. To be called once. */
    public Outcome outcome() {
        Decisions decisions = new Decisions();
        join.settle(decisions);
        return scores.outcome(rejectedPredictions.inOrder(), decisions.outcome());
    }

    /** Counts what the join decides. */
    private final class Decisions implements MemoryJoin.Output {
        private final Map<Series, LabelTally> tallies = new TreeMap<>();
        private final LabelTally total = new LabelTally();
        private final Rejections lost = new Rejections();
        private long duplicatePredictions;
        private long duplicateLabels;
        private long shared;
        private long recent;
        private long recentWithoutLabel;

        @Override
        public void decided(Prediction decided) {
            total.add(decided);
            tallies.computeIfAbsent(new Series(decided.model(), decided.version()), series -> new LabelTally())
                    .add(decided);
            if (decided.time() + policy.horizon() > lastLabel) {
                recent++;
                recentWithoutLabel += isWithoutLabel(decided) ? 1 : 0;
            }
            if (decided.labelStatus().isCounted()) {
                scores.add(decided);
            }
        }

        private boolean isWithoutLabel(Prediction decided) {
            return switch (decided.labelStatus()) {
                case NEGATIVE, UNLABELLED, AWAITED -> true;
                case LABELLED, CONFLICTED -> false;
            };
        }

        @Override
        public void duplicateLabel() {
            duplicateLabels++;
        }

        @Override
        public void sharedLabel() {
            shared++;
        }

        @Override
        public void lost(JoinLoss loss, DeadLetter letter) {
            if (loss == JoinLoss.DUPLICATE_PREDICTION) {
                duplicatePredictions++;
            }
            lost.add(letter.rejection(), letter.topic(), letter.offset());
        }

        LabelOutcome outcome() {
            Map<Series, LabelCoverage> series = new LinkedHashMap<>();
            tallies.forEach((key, tally) -> series.put(key, tally.coverage(policy.horizon())));
            return new LabelOutcome(
                    policy,
                    series,
                    total.coverage(policy.horizon()),
                    duplicatePredictions,
                    labelRecords,
                    shared,
                    duplicateLabels,
                    lost.inOrder(),
                    rejectedLabels.inOrder(),
                    new LabelOutcome.Recent(recent, recentWithoutLabel));
        }
    }
}
