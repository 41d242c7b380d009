package dev.plumbline.bench.result;

import dev.plumbline.local.terminal.TextTable;
import dev.plumbline.local.terminal.TextTable.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Results for people. Figures are medians over the passes; behind some of them stand the least and the greatest. */
public final class ResultTable {
    private ResultTable() {}

    /** The lines above all tables: where, with what and how it ran. */
    public static List<String> of(Machine machine, BenchResult.RunOptions options) {
        return List.of(
                "%s · %s · %d cores, %s GB · %s"
                        .formatted(
                                machine.os(),
                                machine.processor(),
                                machine.cores(),
                                text("%.0f", machine.memoryBytes() / 1e9),
                                machine.at()),
                "%s · Flink %s · Kafka %s · revision %s"
                        .formatted(machine.java(), machine.flink(), machine.kafka(), machine.revision()),
                "seed %d · %d measured passes each, after %d s without measuring · contenders with %s"
                        .formatted(
                                options.seed(),
                                options.passes(),
                                options.warmSeconds(),
                                String.join(" ", options.childFlags())));
    }

    /** The lines for one group: what was read, a row per contender, a row per bar. */
    public static List<String> of(GroupResult group) {
        List<String> lines = new ArrayList<>();
        ContenderResult first = group.contenders().get(0);
        lines.add("%s: %s".formatted(group.title(), group.about()));
        String joined = first.joined() == 0 ? "" : text(", %,d of them joined with a label", first.joined());
        lines.add(text(
                "  %,d records of %.0f bytes%s", first.records(), (double) first.bytes() / first.records(), joined));
        contenders(group).lines().forEach(line -> lines.add("  " + line));
        if (!group.bars().isEmpty()) {
            lines.add("");
            bars(group).lines().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    /** The lines for all latencies. */
    public static List<String> ofLatencies(List<LatencyResult> latencies) {
        TextTable table = new TextTable()
                .column("delivery", Align.LEFT)
                .column("checkpoints", Align.RIGHT)
                .column("k records/s", Align.RIGHT)
                .column("reports", Align.RIGHT)
                .column("median ms", Align.RIGHT)
                .column("99 % ms", Align.RIGHT)
                .column("max ms", Align.RIGHT);
        for (LatencyResult latency : latencies) {
            table.row(
                    latency.delivery(),
                    latency.checkpointInterval(),
                    text("%.1f", latency.recordsPerSecond() / 1e3),
                    text("%,d", latency.reports()),
                    text("%,.0f", latency.medianMillis()),
                    text("%,.0f", latency.p99Millis()),
                    text("%,.0f", latency.maxMillis()));
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "latency: from a window's close by the watermark to its report, as a read_committed consumer sees it");
        table.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    /** The lines for all that is held. */
    public static List<String> ofStates(List<StateResult> states) {
        TextTable table = new TextTable()
                .column("job", Align.LEFT)
                .column("waiting", Align.RIGHT)
                .column("heap bytes", Align.RIGHT)
                .column("checkpoint bytes", Align.RIGHT)
                .column("savepoint bytes", Align.RIGHT);
        for (StateResult state : states) {
            table.row(
                    state.name(),
                    text("%,d", state.waiting()),
                    text("%,.0f", state.heapBytes()),
                    text("%,.0f", state.checkpointBytes()),
                    text("%,.0f", state.savepointBytes()));
        }
        List<String> lines = new ArrayList<>();
        lines.add("label-state: what is held of each prediction that waits for its label");
        table.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static TextTable contenders(GroupResult group) {
        boolean joins = group.contenders().stream().anyMatch(contender -> contender.joined() > 0);
        TextTable table = new TextTable()
                .column("contender", Align.LEFT)
                .column("k records/s", Align.RIGHT)
                .column("(min..max)", Align.LEFT)
                .column("MB/s", Align.RIGHT)
                .column("CPU µs/record", Align.RIGHT)
                .column("broker µs", Align.RIGHT)
                .column("bytes alloc.", Align.RIGHT)
                .column("GC %", Align.RIGHT)
                .column("peak MB", Align.RIGHT)
                .column("live MB", Align.RIGHT)
                .column("start s", Align.RIGHT)
                .column("windows", Align.RIGHT);
        if (joins) {
            table.column("k joined/s", Align.RIGHT);
        }
        for (ContenderResult contender : group.contenders()) {
            List<Sample> samples = contender.samples();
            double records = contender.records();
            Spread rate = contender.rate();
            List<String> cells = new ArrayList<>(List.of(
                    contender.name(),
                    text("%,.0f", rate.median() / 1e3),
                    text("(%,.0f..%,.0f)", rate.min() / 1e3, rate.max() / 1e3),
                    text("%,.0f", rate.median() * contender.bytes() / records / 1e6),
                    text("%.3f", contender.cpuMicros().median()),
                    text("%.3f", median(samples, sample -> sample.brokerCpuSeconds() * 1e6 / records)),
                    text("%,.0f", median(samples, sample -> sample.measured().allocatedBytes() / records)),
                    text(
                            "%.1f",
                            median(
                                    samples,
                                    sample -> 100
                                            * sample.measured().collectionSeconds()
                                            / sample.measured().seconds())),
                    text("%,.0f", max(samples, sample -> sample.measured().peakBytes() / 1e6)),
                    text("%,.0f", max(samples, sample -> sample.measured().liveBytes() / 1e6)),
                    text("%.1f", median(samples, sample -> sample.measured().startUpSeconds())),
                    text("%,d", contender.rows())));
            if (joins) {
                cells.add(text("%,.0f", contender.joinRate().median() / 1e3));
            }
            table.row(cells.toArray(new String[0]));
        }
        return table;
    }

    private static TextTable bars(GroupResult group) {
        TextTable table = new TextTable()
                .column("ratio", Align.LEFT)
                .column("records/s", Align.RIGHT)
                .column("(min..max)", Align.LEFT)
                .column("CPU/record", Align.RIGHT)
                .column("at least", Align.RIGHT)
                .column("aim", Align.RIGHT)
                .column("", Align.LEFT);
        for (BarResult bar : group.bars()) {
            boolean isBar = bar.atLeast() > 0;
            table.row(
                    bar.contender() + " : " + bar.against(),
                    text("%.2f", bar.ratio().median()),
                    text("(%.2f..%.2f)", bar.ratio().min(), bar.ratio().max()),
                    text("%.2f", bar.cpuRatio().median()),
                    isBar ? text("%.2f", bar.atLeast()) : "",
                    isBar ? text("%.2f", bar.aim()) : "",
                    isBar ? bar.met() ? "met" : "MISSED" : "");
        }
        return table;
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return Spread.of(samples, figure).median();
    }

    private static double max(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return Spread.of(samples, figure).max();
    }

    private static String text(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
