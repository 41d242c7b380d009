package dev.plumbline.job.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The numbers of everyone and of each slice, window by window. */
final class Population {

    private static final String OUTPUT = "output";

    private final LabelOracle.Job job;

    /** By what a prediction has to be counted by, so that it is not cut up each time. */
    private final Map<List<Object>, List<Sums>> byOrigin = new HashMap<>();

    private final Map<Series, Sums> bySeries = new HashMap<>();

    Population(LabelOracle.Job job) {
        this.job = job;
    }

    /** Does something to all sums in which a prediction is counted at a time. */
    void each(PredictionRecord prediction, long time, Consumer<Cohort> action) {
        List<Sums> all = byOrigin.computeIfAbsent(
                List.of(prediction.model(), prediction.version(), prediction.attributes()), none -> sums(prediction));
        for (Sums sums : all) {
            sums.at(time).forEach(action);
        }
    }

    private List<Sums> sums(PredictionRecord prediction) {
        return series(prediction).stream()
                .map(one -> bySeries.computeIfAbsent(one, none -> new Sums(job, one)))
                .toList();
    }

    /** Everyone, and each slice that the prediction has all attributes for, or that slice of each output. */
    private List<Series> series(PredictionRecord prediction) {
        List<Series> all = new ArrayList<>();
        all.add(new Series(prediction.model(), prediction.version(), Map.of(), Series.ALL_OUTPUTS));
        for (List<String> names : job.slices()) {
            List<String> ofRecord =
                    names.stream().filter(name -> !name.equals(OUTPUT)).toList();
            if (!prediction.attributes().keySet().containsAll(ofRecord)) {
                continue;
            }
            Map<String, String> slice = new TreeMap<>(prediction.attributes());
            slice.keySet().retainAll(ofRecord);
            if (ofRecord.size() == names.size()) {
                all.add(new Series(prediction.model(), prediction.version(), slice, Series.ALL_OUTPUTS));
                continue;
            }
            for (int output = 0; output < job.outputs().size(); output++) {
                Map<String, String> ofOutput = new TreeMap<>(slice);
                ofOutput.put(OUTPUT, job.outputs().get(output));
                all.add(new Series(prediction.model(), prediction.version(), ofOutput, output));
            }
        }
        return all;
    }

    /** The reports when all before a moment is settled, the value of each by its key. */
    SortedMap<String, String> reports(long settledBefore) {
        WindowReportEncoder encoder = new WindowReportEncoder();
        SortedMap<String, String> reports = new TreeMap<>();
        bySeries.forEach((series, sums) -> sums.forEach((family, window, cohort) -> {
            WindowReport report = cohort.report(series, family, window, job.rules(), settledBefore);
            reports.put(new String(encoder.key(report), UTF_8), new String(encoder.value(report), UTF_8));
        }));
        return reports;
    }
}
