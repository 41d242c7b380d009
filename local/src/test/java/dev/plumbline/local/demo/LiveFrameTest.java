package dev.plumbline.local.demo;

import static dev.plumbline.local.demo.LiveTableTest.NOON;
import static dev.plumbline.local.demo.LiveTableTest.cohort;
import static dev.plumbline.local.demo.LiveTableTest.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.local.terminal.Terminal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveFrameTest {
    private static final List<String> HINTS = List.of("hint", "last hint");

    private final LiveFrame frame = new LiveFrame(false);

    @Test
    void saysWhatIsToComeBeforeThereAreResults() {
        assertThat(frame.lines(new Terminal.Size(80, 24), "title", HINTS))
                .containsExactly(
                        "title",
                        "",
                        "The jobs are starting; the first windows come with their first checkpoint.",
                        "",
                        "dead letters: none",
                        "",
                        "hint",
                        "last hint");
    }

    @Test
    void showsModelsCohortsAndDeadLettersWhereThereIsRoom() {
        fill();

        List<String> lines = frame.lines(new Terminal.Size(80, 18), "title", HINTS);

        assertThat(lines).hasSize(18);
        assertThat(lines.subList(0, 3)).element(2).asString().startsWith("model    window ");
        assertThat(lines.subList(7, 12)).allMatch(line -> line.matches("(labels of delayed|window to 12:0).*"));
        assertThat(lines.subList(13, 15))
                .containsExactly(
                        "dead letters: 3 = 1 label_orphan + 1 label_past_horizon",
                        "             + 1 prediction_out_of_range");
        assertThat(lines.subList(15, 18)).containsExactly("", "hint", "last hint");
    }

    @Test
    void tellsLessOfDeadLettersAndCohortsOnALowScreenButTheHints() {
        fill();

        List<String> low = frame.lines(new Terminal.Size(80, 17), "title", HINTS);
        assertThat(low).hasSize(17).contains("last hint").element(13).asString().endsWith("…");
        List<String> lower = frame.lines(new Terminal.Size(80, 15), "title", HINTS);
        assertThat(lower).hasSize(15).contains("last hint");
        assertThat(lower.stream().filter(line -> line.startsWith("window to"))).hasSize(2);
        List<String> lowest = frame.lines(new Terminal.Size(80, 5), "title", HINTS);
        assertThat(lowest.stream().filter(line -> line.startsWith("window to"))).hasSize(1);
    }

    @Test
    void marksTheTitlesOfColumnsWhereColorIsAllowed() {
        LiveFrame colored = new LiveFrame(true);
        colored.add(cohort(NOON, 100, 24, 0, false), 0);

        assertThat(colored.lines(80, "title"))
                .anyMatch(line -> line.startsWith("\u001b[1mmodel ") && line.endsWith("\u001b[0m"))
                .anyMatch(line -> line.startsWith("\u001b[1mlabels of delayed ") && line.endsWith("\u001b[0m"));
    }

    private void fill() {
        frame.add(report("m", "tumbling 10s", NOON, 10_000, 100, 0.5, false), 0);
        for (int i = 0; i < 4; i++) {
            frame.add(cohort(NOON + i * 15_000L, 100, 95, 60_000 - i * 15_000L, i == 0), 0);
        }
        List.of("label_orphan", "label_past_horizon", "prediction_out_of_range").forEach(frame::addDeadLetter);
    }
}
