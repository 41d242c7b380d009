package dev.plumbline.job.window;

import dev.plumbline.job.aggregate.WindowResult;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.flow.SeriesKey;
import dev.plumbline.metric.BinaryCrossentropyConfig;
import dev.plumbline.serde.report.WindowReport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.util.Collector;

/** Turns the numbers of a window into its report, says whether it is final, and counts its revisions. */
final class ReportFunction extends ProcessWindowFunction<WindowResult, RevisedReport, SeriesKey, SeriesWindow> {

    private static final ValueStateDescriptor<Long> REVISIONS =
            new ValueStateDescriptor<>("revisions", LongSerializer.INSTANCE);

    private final BinaryCrossentropyConfig metric;
    private final long allowedLateness;

    private transient Counter reportsPublished;
    private transient Counter reportsFinal;
    private transient Counter reportsRevised;

    ReportFunction(BinaryCrossentropyConfig metric, long allowedLateness) {
        this.metric = metric;
        this.allowedLateness = allowedLateness;
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
        boolean isFinal = context.currentWatermark() >= window.maxTimestamp() + allowedLateness;

        ValueState<Long> revisions = context.windowState().getState(REVISIONS);
        Long published = revisions.value();
        long revision = published == null ? 0 : published;
        revisions.update(revision + 1);

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
                        result.records(),
                        metric,
                        result.loss()),
                revision));
    }

    @Override
    public void clear(Context context) throws Exception {
        context.windowState().getState(REVISIONS).clear();
    }
}
