package dev.plumbline.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run shows to people and leaves for programs. */
class ResultsTest {
    private static final ContenderResult FAST = contender("fast", 2, 1, 4);
    private static final ContenderResult SLOW = contender("slow", 4, 4, 8);
    private static final GroupResult GROUP = new GroupResult(
            "zipf",
            "",
            "20 models",
            List.of(FAST, SLOW),
            List.of(
                    new BarResult("fast", "slow", 3, 4, new Spread(2, 2, 4), new Spread(0.5, 0.25, 0.5)),
                    new BarResult("slow", "fast", 0.4, 0.5, new Spread(0.5, 0.25, 0.5), new Spread(2, 2, 4)),
                    new BarResult("fast", "fast", 0, 0, new Spread(1, 1, 1), new Spread(1, 1, 1))));

    @Test
    void theTableHasARowPerContenderAndPerBar() {
        List<String> lines = ResultTable.of(GROUP);

        assertThat(lines.get(0)).isEqualTo("zipf: 20 models");
        assertThat(lines.get(1)).isEqualTo("  8,000,000 records of 143 bytes");
        // 8 million records in 1, 2 and 4 seconds; 143 bytes each.
        assertThat(line(lines, "fast ")).containsSubsequence("4,000", "(2,000..8,000)", "572", "0.250", "7");
        assertThat(line(lines, "fast : slow")).containsSubsequence("2.00", "(2.00..4.00)", "0.50", "3.00", "MISSED");
        assertThat(line(lines, "slow : fast")).endsWith("met");
        assertThat(line(lines, "fast : fast")).doesNotContain("met", "MISSED");
    }

    @Test
    void whereLabelsComeLaterTheTableTellsJoinsToo() {
        ContenderResult join = new ContenderResult("join", 8_000_000, 800_000_000, 3_000_000, 4, 0, FAST.samples());
        List<String> lines = ResultTable.of(new GroupResult("labels", "heap", "an hour", List.of(join), List.of()));

        assertThat(lines.get(1)).isEqualTo("  8,000,000 records of 100 bytes, 3,000,000 of them joined with a label");
        assertThat(lines.get(2)).endsWith("k joined/s");
        // In 2 seconds.
        assertThat(line(lines, "join ")).contains("4,000").endsWith("1,500");
        assertThat(ResultTable.of(GROUP)).noneMatch(line -> line.contains("joined"));
    }

    @Test
    void theTableOfStatesHasARowPerJob() {
        List<String> lines =
                ResultTable.ofStates(List.of(new StateResult("plumbline-heap", 800_000, 344.4, 84.3, 103.2)));

        assertThat(line(lines, "plumbline-heap ")).containsSubsequence("800,000", "344", "84", "103");
    }

    @Test
    void theFileHasFormatVersionAndEveryPass() throws IOException {
        BenchResult result = new BenchResult(
                new Machine("2026-01-01T00:00:00Z", "os", "cpu", 2, 1, "java", "2.2.1", "4.2.0", "abc"),
                new BenchResult.RunOptions(8_000_000, 3, 2, 1, List.of("-Xmx2g")),
                List.of(GROUP),
                List.of(new LatencyResult("exactly_once", "1s", 50_000, 300, 600, 1_100, 1_200)),
                List.of(new StateResult("plumbline-heap", 800_000, 200, 80, 70)));

        JsonNode json = new ObjectMapper().readTree(ResultFile.text(result));

        assertThat(json.get("format").textValue()).isEqualTo("plumbline.bench-result");
        assertThat(json.get("format_version").intValue()).isEqualTo(1);
        assertThat(json.at("/options/warm_seconds").intValue()).isEqualTo(2);
        assertThat(json.at("/groups/0/contenders/0/samples")).hasSize(3);
        assertThat(json.at("/groups/0/contenders/0/samples/0/measured/cpu_seconds")
                        .doubleValue())
                .isEqualTo(2);
        assertThat(json.at("/groups/0/bars/0/at_least").doubleValue()).isEqualTo(3);
        assertThat(json.at("/groups/0/bars/0/ratio/median").doubleValue()).isEqualTo(2);
        assertThat(json.at("/states/0/checkpoint_bytes").doubleValue()).isEqualTo(80);
        assertThat(json.at("/latencies/0/p99_millis").doubleValue()).isEqualTo(1_100);
    }

    private static String line(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith("  " + start))
                .findFirst()
                .orElseThrow();
    }

    private static ContenderResult contender(String name, double... seconds) {
        List<Sample> samples = Arrays.stream(seconds)
                .mapToObj(taken -> new Sample(new Measured(taken, 0.5, 2, 56_000_000, 3, 0.01, 40, 500), 0.4))
                .toList();
        return new ContenderResult(name, 8_000_000, 143L * 8_000_000, 0, 400, 0, samples);
    }
}
