package dev.plumbline.job.join;

import dev.plumbline.job.label.AbsencePolicy;
import dev.plumbline.job.label.JoinPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must become of the events of one key, by brute force over all of them at once: no state, no steps, no code of the rules.
 * Knows predictions and labels of shapes with at most 127 axes of at most 127 elements.
 */
final class JoinOracle {
    private static final Comparator<JoinEvent> IN_ORDER = Comparator.comparingLong(JoinEvent::time)
            .thenComparing(JoinEvent::content, Arrays::compareUnsigned)
            .thenComparing(JoinEvent::raw, Arrays::compareUnsigned);

    private record Episode(JoinEvent prediction, List<JoinEvent> labels) {}

    private final JoinPolicy policy;
    private final Outcomes outcomes;

    JoinOracle(JoinPolicy policy, Outcomes outcomes) {
        this.policy = policy;
        this.outcomes = outcomes;
    }

    void judge(String key, List<JoinEvent> events) {
        List<List<Episode>> lanes = episodes(key, events);
        events.stream().filter(JoinEvent::isLabel).sorted(IN_ORDER).forEach(label -> assign(key, label, lanes));
        lanes.forEach(lane -> lane.forEach(episode -> decide(key, episode)));
    }

    private List<List<Episode>> episodes(String key, List<JoinEvent> events) {
        Map<String, List<JoinEvent>> predictions = new TreeMap<>();
        for (JoinEvent event : events) {
            if (!event.isLabel()) {
                predictions
                        .computeIfAbsent(HexFormat.of().formatHex(event.lane()), none -> new ArrayList<>())
                        .add(event);
            }
        }
        List<List<Episode>> lanes = new ArrayList<>();
        for (List<JoinEvent> lane : predictions.values()) {
            lane.sort(IN_ORDER);
            List<Episode> episodes = new ArrayList<>();
            for (JoinEvent prediction : lane) {
                Episode last = episodes.isEmpty() ? null : episodes.get(episodes.size() - 1);
                if (last != null && prediction.time() <= last.prediction.time() + policy.horizon()) {
                    lost(key, JoinLoss.DUPLICATE_PREDICTION, prediction);
                } else {
                    episodes.add(new Episode(prediction, new ArrayList<>()));
                }
            }
            lanes.add(episodes);
        }
        return lanes;
    }

    private void assign(String key, JoinEvent label, List<List<Episode>> lanes) {
        long time = label.time();
        boolean used = false;
        boolean past = false;
        for (List<Episode> lane : lanes) {
            Episode home = null;
            for (Episode episode : lane) {
                long from = episode.prediction.time();
                long to = from + policy.horizon();
                past |= time > to && time <= to + policy.remember();
                if (time >= from && time <= to) {
                    home = episode;
                } else if (home == null && time < from && from - time <= policy.early()) {
                    home = episode;
                }
            }
            if (home != null) {
                home.labels.add(label);
                used = true;
            }
        }
        if (!used) {
            lost(key, past ? JoinLoss.LABEL_PAST_HORIZON : JoinLoss.LABEL_ORPHAN, label);
        }
    }

    private void decide(String key, Episode episode) {
        JoinEvent prediction = episode.prediction;
        tell(key, "predicted", prediction);
        List<JoinEvent> labels = new ArrayList<>();
        for (JoinEvent label : episode.labels) {
            if (Arrays.equals(shape(label.content()), shape(prediction.content()))) {
                labels.add(label);
            } else {
                lost(key, JoinLoss.LABEL_SHAPE_MISMATCH, label);
            }
        }
        if (labels.isEmpty()) {
            tell(key, policy.absence() == AbsencePolicy.NEGATIVE ? "negative" : "unlabelled", prediction);
            return;
        }
        labels.sort(IN_ORDER);
        int last = labels.size() - 1;
        switch (policy.conflicts()) {
            case FIRST -> {
                label(key, prediction, labels.get(0));
                for (int i = 1; i <= last; i++) {
                    beaten(key, labels.get(i), labels.get(0));
                }
            }
            case LAST -> {
                label(key, prediction, labels.get(last));
                for (int i = 0; i < last; i++) {
                    beaten(key, labels.get(i), labels.get(i + 1));
                }
            }
            case REJECT -> {
                int agreeing = 1;
                while (agreeing <= last && same(labels.get(agreeing), labels.get(0))) {
                    outcomes.add(
                            key, "duplicate_label at " + labels.get(agreeing).time());
                    agreeing++;
                }
                if (agreeing > last) {
                    label(key, prediction, labels.get(0));
                } else {
                    tell(key, "conflicted", prediction);
                    lost(key, JoinLoss.LABEL_CONFLICT, labels.get(0));
                    labels.subList(agreeing, last + 1).forEach(label -> lost(key, JoinLoss.LABEL_CONFLICT, label));
                }
            }
        }
    }

    private void beaten(String key, JoinEvent label, JoinEvent by) {
        if (same(label, by)) {
            outcomes.add(key, "duplicate_label at " + label.time());
        } else {
            lost(key, JoinLoss.LABEL_CONFLICT, label);
        }
    }

    private static boolean same(JoinEvent one, JoinEvent other) {
        return Arrays.equals(one.content(), other.content());
    }

    private static byte[] shape(byte[] content) {
        return Arrays.copyOf(content, 1 + content[0]);
    }

    private void label(String key, JoinEvent prediction, JoinEvent label) {
        outcomes.add(
                key,
                Outcomes.line("labelled", prediction.lane(), prediction.time(), prediction.content()) + " by "
                        + HexFormat.of().formatHex(label.content()) + " at " + label.time());
    }

    private void tell(String key, String what, JoinEvent prediction) {
        outcomes.add(key, Outcomes.line(what, prediction.lane(), prediction.time(), prediction.content()));
    }

    private void lost(String key, JoinLoss reason, JoinEvent event) {
        outcomes.add(
                key, reason + " at " + event.time() + " raw " + HexFormat.of().formatHex(event.raw()));
    }
}
