package dev.plumbline.job.window;

import dev.plumbline.job.flow.PaneSum;
import dev.plumbline.job.time.WindowSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;

/**
 * Assigns a pane's sum to every window, of every specification, that contains the pane. One assigner for all specifications
 * lets one window operator, with one shuffle before it, feed any number of tumbling, sliding and cumulative windows.
 */
public final class PaneWindows extends WindowAssigner<PaneSum, SeriesWindow> {

    private final List<Named> specs;
    private final Publication publication;

    private record Named(String name, WindowSpec spec) implements Serializable {}

    /**
     * Creates the assigner.
     *
     * @param specs the windows of the job
     * @param publication when windows are published
     */
    public PaneWindows(List<WindowSpec> specs, Publication publication) {
        this.specs = specs.stream().map(spec -> new Named(spec.name(), spec)).toList();
        this.publication = publication;
    }

    @Override
    public Collection<SeriesWindow> assignWindows(PaneSum sum, long timestamp, WindowAssignerContext context) {
        List<SeriesWindow> windows = new ArrayList<>();
        for (Named named : specs) {
            named.spec()
                    .forEachWindowOf(
                            sum.paneStart(), (start, end) -> windows.add(new SeriesWindow(named.name(), start, end)));
        }
        return windows;
    }

    @Override
    public Trigger<PaneSum, SeriesWindow> getDefaultTrigger() {
        return publication.trigger();
    }

    @Override
    public TypeSerializer<SeriesWindow> getWindowSerializer(ExecutionConfig executionConfig) {
        return SeriesWindowSerializer.INSTANCE;
    }

    @Override
    public boolean isEventTime() {
        return true;
    }
}
