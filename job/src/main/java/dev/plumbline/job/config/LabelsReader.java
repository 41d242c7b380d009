package dev.plumbline.job.config;

import dev.plumbline.job.label.JoinPolicy;
import dev.plumbline.job.label.WindowTime;
import dev.plumbline.job.time.Durations;
import dev.plumbline.serde.decode.LabelMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code labels}. */
final class LabelsReader {
    private final Settings settings;
    private final Problems problems;

    LabelsReader(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /**
     * What is said of labels; null after a problem, of this section or another.
     *
     * @param predictions the source of the predictions; null after a problem
     */
    @Nullable
    LabelsConfig read(@Nullable SourceConfig predictions) {
        settings.mustBeSection(LabelOptions.SECTION + ".fields");
        JoinPolicy policy = policy();
        SourceConfig source = new LabelSourceReader(settings).read(predictions, policy);
        LabelMapping fields = new LabelFieldsReader(settings, problems).read(settings.get(LabelOptions.JOIN_BY));
        WindowTime windows = settings.get(LabelOptions.WINDOWS);
        List<Duration> reportAges = reportAges(windows, policy);
        Optional<Duration> idleness = settings.get(LabelOptions.IDLENESS);
        return problems.any() || source == null || fields == null || policy == null
                ? null
                : new LabelsConfig(source, fields, policy, windows, reportAges, idleness);
    }

    private @Nullable JoinPolicy policy() {
        var joinBy = settings.get(LabelOptions.JOIN_BY);
        var conflicts = settings.get(LabelOptions.CONFLICTS);
        var absence = settings.get(LabelOptions.ABSENCE);
        Duration early = settings.get(LabelOptions.EARLY);
        Duration remember = settings.optional(LabelOptions.REMEMBER, LabelOptions.REMEMBER.path());
        Duration horizon = settings.required(LabelOptions.HORIZON, LabelOptions.HORIZON.path());
        if (horizon == null) {
            return null;
        }
        if (remember == null) {
            remember = horizon;
            settings.redactions().inherit(LabelOptions.HORIZON.path(), LabelOptions.REMEMBER.path());
        }
        return new JoinPolicy(joinBy, horizon.toMillis(), early.toMillis(), remember.toMillis(), conflicts, absence);
    }

    private List<Duration> reportAges(WindowTime windows, @Nullable JoinPolicy policy) {
        String path = LabelOptions.REPORT_AT.path();
        boolean given = settings.has(path);
        if (windows == WindowTime.LABEL) {
            if (given) {
                settings.problem(
                        path,
                        "is for windows by the time of the prediction, and " + LabelOptions.WINDOWS.path()
                                + " is label (" + settings.whereabouts(LabelOptions.WINDOWS.path()) + "); remove it");
            }
            return List.of();
        }
        if (!given) {
            return LabelOptions.REPORT_AT.defaultValue().stream().toList();
        }
        List<Optional<Duration>> ages = settings.list(LabelOptions.REPORT_AT);
        if (ages.size() > 1 && ages.contains(Optional.<Duration>empty())) {
            settings.problem(path, "holds none, which stands alone; remove it, or the ages");
        }
        return sorted(ages, policy);
    }

    private List<Duration> sorted(List<Optional<Duration>> ages, @Nullable JoinPolicy policy) {
        // What to show instead of an age that must not be seen goes where the age goes.
        Map<Duration, String> shown = new TreeMap<>();
        for (int i = 0; i < ages.size(); i++) {
            if (ages.get(i).isPresent()) {
                Duration age = ages.get(i).get();
                String path = path(i);
                checkAge(age, path, policy);
                String redaction = path.equals(LabelOptions.REPORT_AT.path())
                        ? null
                        : settings.redactions().take(path);
                if (shown.putIfAbsent(age, redaction == null ? "" : redaction) != null) {
                    settings.problem(path, "names an age twice; keep it once");
                }
            }
        }
        List<Duration> sorted = List.copyOf(shown.keySet());
        List<String> redactions = new ArrayList<>(shown.values());
        for (int i = 0; i < sorted.size(); i++) {
            if (!redactions.get(i).isEmpty()) {
                settings.redactions().put(LabelOptions.REPORT_AT.path() + "." + i, redactions.get(i));
            }
        }
        return sorted;
    }

    private void checkAge(Duration age, String path, @Nullable JoinPolicy policy) {
        if (policy != null && age.toMillis() >= policy.horizon()) {
            String horizon = LabelOptions.HORIZON.path();
            boolean hidden = settings.redactions().get(horizon) != null;
            settings.problem(
                    path,
                    "is not below " + horizon + (hidden ? "" : " (" + Durations.print(policy.horizon()) + ")")
                            + ", when a cohort is final; remove it, or report earlier");
        }
    }

    /** Where the age was given: an entry of a list, or a list in one text. */
    private String path(int position) {
        String item = LabelOptions.REPORT_AT.path() + "." + position;
        return settings.has(item) ? item : LabelOptions.REPORT_AT.path();
    }
}
