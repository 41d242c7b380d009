package dev.plumbline.job.window;

import dev.plumbline.job.aggregate.WindowAggregate;
import dev.plumbline.job.aggregate.WindowResult;
import dev.plumbline.job.flow.FlowTypes;
import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.job.slice.Slicing;
import dev.plumbline.job.time.Coverage;
import dev.plumbline.job.time.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The door of the room: partial sums in, reports out. */
public final class SeriesWindows {

    private SeriesWindows() {}

    /**
     * Merges sums into windows and publishes each window when it is time, the last time when it is final.
     *
     * @param sums partial sums, already distributed by their key, none of a finished pane
     * @param specs the windows
     * @param slicings the ways in which the population is cut
     * @param publication when windows are published, and when they are final
     * @param aggregate how sums are merged
     * @param coverage which windows the input covers wholly
     */
    public static SingleOutputStreamOperator<RevisedReport> reports(
            DataStream<PaneSum> sums,
            List<WindowSpec> specs,
            List<Slicing> slicings,
            Publication publication,
            WindowAggregate aggregate,
            Coverage coverage) {
        Set<String> names = specs.stream().map(WindowSpec::name).collect(Collectors.toUnmodifiableSet());
        return DataStreamUtils.reinterpretAsKeyedStream(sums, PaneSum::key, FlowTypes.SERIES_KEY)
                .window(new PaneWindows(specs, publication))
                .allowedLateness(Duration.ofMillis(publication.lateness()))
                .aggregate(
                        new PaneMerge(aggregate),
                        new ReportFunction(names, slicings, publication, coverage),
                        FlowTypes.WINDOW_ACCUMULATOR,
                        // Asked for, but never used to write anything: a result goes straight into its report.
                        TypeInformation.of(WindowResult.class),
                        FlowTypes.REVISED_REPORT);
    }
}
