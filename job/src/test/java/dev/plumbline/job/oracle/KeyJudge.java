package dev.plumbline.job.oracle;

import dev.plumbline.job.oracle.LabelRules.Absence;
import dev.plumbline.job.oracle.LabelRules.JoinBy;
import dev.plumbline.serde.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of all predictions and labels of one key, by looking at all of them at once: {@code docs/LABELS.md} sentence by sentence,
 * without state, steps or order of arrival.
 */
final class KeyJudge {

    /** Takes what is decided. */
    interface Outcomes {
        /** A prediction opened an episode. */
        void predicted(PredictionRecord prediction);

        /** It counts with this label. */
        void labelled(PredictionRecord prediction, LabelRecord label);

        /** It has no label, or none that counts. */
        void without(PredictionRecord prediction, Fate fate);

        /** A prediction that is not the first of its episode. */
        void duplicate(PredictionRecord prediction);

        /** A label that is not the one that counts. */
        void notUsed(LabelRecord label, ReasonCode reason);
    }

    /** What becomes of a prediction that no label counts for. */
    enum Fate {
        NEGATIVE,
        UNLABELLED,
        CONFLICTED
    }

    private record Episode(PredictionRecord prediction, List<LabelRecord> labels) {}

    private final LabelRules rules;
    private final Outcomes outcomes;

    KeyJudge(LabelRules rules, Outcomes outcomes) {
        this.rules = rules;
        this.outcomes = outcomes;
    }

    void judge(List<PredictionRecord> predictions, List<LabelRecord> labels) {
        List<List<Episode>> lanes = lanes(predictions);
        for (LabelRecord label : labels) {
            assign(label, lanes);
        }
        for (List<Episode> lane : lanes) {
            lane.forEach(this::decide);
        }
    }

    private List<List<Episode>> lanes(List<PredictionRecord> predictions) {
        Map<String, List<PredictionRecord>> byLane = new TreeMap<>();
        for (PredictionRecord prediction : predictions) {
            String lane = rules.joinBy() == JoinBy.ID ? prediction.model() + "\n" + prediction.version() : "";
            byLane.computeIfAbsent(lane, none -> new ArrayList<>(1)).add(prediction);
        }
        return byLane.values().stream().map(this::episodes).toList();
    }

    private List<Episode> episodes(List<PredictionRecord> lane) {
        lane.sort(PredictionRecord.IN_ORDER);
        List<Episode> episodes = new ArrayList<>(1);
        long openUntil = Long.MIN_VALUE;
        for (PredictionRecord prediction : lane) {
            if (prediction.time() <= openUntil) {
                outcomes.duplicate(prediction);
            } else {
                episodes.add(new Episode(prediction, new ArrayList<>(1)));
                openUntil = prediction.time() + rules.horizon();
            }
        }
        return episodes;
    }

    private void assign(LabelRecord label, List<List<Episode>> lanes) {
        boolean belongs = false;
        boolean past = false;
        for (List<Episode> lane : lanes) {
            Episode home = null;
            for (Episode episode : lane) {
                past |= isPast(label, episode);
                if (isWithin(label, episode)) {
                    home = episode;
                    break;
                }
            }
            if (home == null) {
                home = next(label, lane);
            }
            if (home != null) {
                home.labels.add(label);
                belongs = true;
            }
        }
        if (!belongs) {
            outcomes.notUsed(label, past ? ReasonCode.LABEL_PAST_HORIZON : ReasonCode.LABEL_ORPHAN);
        }
    }

    private boolean isWithin(LabelRecord label, Episode episode) {
        long age = label.time() - episode.prediction.time();
        return age >= 0 && age <= rules.horizon();
    }

    private boolean isPast(LabelRecord label, Episode episode) {
        long age = label.time() - episode.prediction.time();
        return age > rules.horizon() && age <= rules.horizon() + rules.remember();
    }

    /** The first episode that begins after the label, if it does so soon enough. */
    private @Nullable Episode next(LabelRecord label, List<Episode> lane) {
        for (Episode episode : lane) {
            long wait = episode.prediction.time() - label.time();
            if (wait > 0) {
                return wait <= rules.early() ? episode : null;
            }
        }
        return null;
    }

    private void decide(Episode episode) {
        PredictionRecord prediction = episode.prediction;
        outcomes.predicted(prediction);
        List<LabelRecord> labels = new ArrayList<>(episode.labels.size());
        for (LabelRecord label : episode.labels) {
            if (label.value().hasShapeOf(prediction.yPred())) {
                labels.add(label);
            } else {
                outcomes.notUsed(label, ReasonCode.LABEL_SHAPE_MISMATCH);
            }
        }
        if (labels.isEmpty()) {
            outcomes.without(prediction, rules.absence() == Absence.NEGATIVE ? Fate.NEGATIVE : Fate.UNLABELLED);
            return;
        }
        labels.sort(LabelRecord.IN_ORDER);
        switch (rules.conflicts()) {
            case FIRST -> {
                outcomes.labelled(prediction, labels.get(0));
                for (LabelRecord label : labels.subList(1, labels.size())) {
                    beaten(label, labels.get(0));
                }
            }
            case LAST -> {
                for (int i = 1; i < labels.size(); i++) {
                    beaten(labels.get(i - 1), labels.get(i));
                }
                outcomes.labelled(prediction, labels.get(labels.size() - 1));
            }
            case REJECT -> reject(prediction, labels);
        }
    }

    private void reject(PredictionRecord prediction, List<LabelRecord> labels) {
        LabelRecord first = labels.get(0);
        boolean agree = labels.stream().allMatch(first::saysWhat);
        if (agree) {
            outcomes.labelled(prediction, first);
        } else {
            outcomes.without(prediction, Fate.CONFLICTED);
            outcomes.notUsed(first, ReasonCode.LABEL_CONFLICT);
        }
        boolean differed = false;
        for (LabelRecord label : labels.subList(1, labels.size())) {
            differed |= !label.saysWhat(first);
            outcomes.notUsed(label, differed ? ReasonCode.LABEL_CONFLICT : ReasonCode.DUPLICATE_LABEL);
        }
    }

    private void beaten(LabelRecord label, LabelRecord by) {
        outcomes.notUsed(label, label.saysWhat(by) ? ReasonCode.DUPLICATE_LABEL : ReasonCode.LABEL_CONFLICT);
    }
}
