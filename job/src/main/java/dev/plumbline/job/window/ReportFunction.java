package dev.plumbline.job.window;

import dev.plumbline.job.aggregate.LabelSums;
import dev.plumbline.job.aggregate.WindowResult;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.serde.report.LabelCoverage;
import dev.plumbline.serde.report.WindowReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Turns the numbers of a window into its report, says whether it is final, and counts its revisions. */
final class ReportFunction extends ProcessWindowFunction<WindowResult, RevisedReport, SeriesKey, SeriesWindow> {

    private static final ValueStateDescriptor<Long> REVISIONS =
            new ValueStateDescriptor<>("revisions", LongSerializer.INSTANCE);

    private final Set<String> specs;
    private final Map<Set<String>, Slicing> slicings;
    private final Set<SortedMap<String, String>> overflowSlices;
    private final Publication publication;
    private final Coverage coverage;

    private transient Counter reportsPublished;
    private transient Counter reportsFinal;
    private transient Counter reportsRevised;

    /**
     * Creates the function.
     *
     * @param specs the names of the configured windows; others, left in the state of an earlier configuration, end in silence,
     *     because they miss what has come since
     * @param slicings the configured ways to cut the population; slices of others, or of outputs that are not named any more, end in silence too
     * @param publication when windows are published, and when they are final
     * @param coverage which windows the input covers wholly
     */
    ReportFunction(Set<String> specs, List<Slicing> slicings, Publication publication, Coverage coverage) {
        this.specs = Set.copyOf(specs);
        this.slicings = slicings.stream()
                .collect(Collectors.toUnmodifiableMap(slicing -> Set.copyOf(slicing.names()), slicing -> slicing));
        this.overflowSlices = slicings.stream().map(Slicing::overflow).collect(Collectors.toUnmodifiableSet());
        this.publication = publication;
        this.coverage = coverage;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("plumbline");
        reportsPublished = group.counter("reportsPublished");
        reportsFinal = group.counter("reportsFinal");
        reportsRevised = group.counter("reportsRevised");
    }

    @Override
    public void process(SeriesKey key, Context context, Iterable<WindowResult> results, Collector<RevisedReport> out)
            throws Exception {
        WindowResult result = results.iterator().next();
        SeriesWindow window = context.window();
        if (!specs.contains(window.spec()) || !isConfigured(key)) {
            return;
        }
        boolean inputIsOver = context.currentWatermark() == Watermark.MAX_WATERMARK.getTimestamp();
        boolean isFinal = context.currentWatermark() >= window.maxTimestamp() + publication.lateness();

        ValueState<Long> revisions = context.windowState().getState(REVISIONS);
        Long published = revisions.value();
        long revision = published == null ? 0 : published;
        if (!isFinal) {
            revisions.update(revision + 1);
        }

        reportsPublished.inc();
        if (isFinal) {
            reportsFinal.inc();
        }
        if (revision > 0) {
            reportsRevised.inc();
        }
        out.collect(new RevisedReport(
                new WindowReport(
                        key.model(),
                        key.version(),
                        key.slice(),
                        window.spec(),
                        window.start(),
                        window.end(),
                        isFinal,
                        coverage.missing(window.start(), window.end(), inputIsOver),
                        result.records(),
                        result.metric(),
                        result.loss(),
                        result.calibration(),
                        coverage(result.labels(), window.end(), context.currentWatermark())),
                revision));
    }

    private @Nullable LabelCoverage coverage(@Nullable LabelSums labels, long windowEnd, long watermark) {
        if (labels == null) {
            return null;
        }
        Publication.Cohorts cohorts = publication.cohorts();
        return new LabelCoverage(
                labels.labelled(),
                labels.negative(),
                labels.meanAge(),
                labels.maxAge(),
                cohorts == null
                        ? null
                        : new LabelCoverage.Cohort(
                                labels.predicted(),
                                labels.unlabelled(),
                                labels.conflicted(),
                                cohorts.awaited(windowEnd, watermark)));
    }

    private boolean isConfigured(SeriesKey key) {
        SortedMap<String, String> slice = key.slice();
        Slicing slicing = slicings.get(slice.keySet());
        return slice.isEmpty() || (slicing != null && slicing.hasOutputOf(slice)) || overflowSlices.contains(slice);
    }

    @Override
    public void clear(Context context) throws Exception {
        context.windowState().getState(REVISIONS).clear();
    }
}
