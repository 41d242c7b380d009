package dev.plumbline.job.oracle;

import dev.plumbline.job.oracle.WindowFamily.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The numbers of one series, window by window. */
final class Sums {

    /** Takes the numbers of a window. */
    interface Visitor {
        void visit(WindowFamily family, Interval window, Cohort cohort);
    }

    private final LabelOracle.Job job;
    private final Series series;
    private final List<Map<Interval, Cohort>> byFamily = new ArrayList<>();

    /** The cohorts of a second, of which all windows are made. */
    private final Map<Long, List<Cohort>> bySecond = new HashMap<>();

    Sums(LabelOracle.Job job, Series series) {
        this.job = job;
        this.series = series;
        job.windows().forEach(family -> byFamily.add(new HashMap<>()));
    }

    /** The numbers of every window that holds a time. */
    List<Cohort> at(long time) {
        long second = Math.floorDiv(time, 1_000L);
        List<Cohort> known = bySecond.get(second);
        if (known == null) {
            known = new ArrayList<>();
            for (int i = 0; i < byFamily.size(); i++) {
                for (Interval window : job.windows().get(i).at(time)) {
                    known.add(byFamily.get(i)
                            .computeIfAbsent(window, none -> new Cohort(job.metrics(), series.output())));
                }
            }
            bySecond.put(second, known);
        }
        return known;
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < byFamily.size(); i++) {
            WindowFamily family = job.windows().get(i);
            byFamily.get(i).forEach((window, cohort) -> visitor.visit(family, window, cohort));
        }
    }
}
