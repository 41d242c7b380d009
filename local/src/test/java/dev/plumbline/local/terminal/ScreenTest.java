package dev.plumbline.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String BEGIN = "\u001b[?2026h\u001b[H";
    private static final String END = "\u001b[J\u001b[?2026l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";

    private final StringWriter written = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(written));

    @Test
    void drawsEachFrameOverTheOneBefore() {
        screen.draw(List.of("one", "two"), 10);
        screen.draw(List.of("three"), 10);
        screen.close();

        assertThat(written)
                .hasToString(
                        ENTER + BEGIN + "one\u001b[K\r\ntwo\u001b[K" + END + BEGIN + "three\u001b[K" + END + LEAVE);
    }

    @Test
    void neverScrolls() {
        screen.draw(List.of("one", "two", "three"), 2);

        assertThat(written).hasToString(ENTER + BEGIN + "one\u001b[K\r\ntwo\u001b[K" + END);
    }

    @Test
    void leavesATerminalAloneThatItNeverDrewOn() {
        screen.close();

        assertThat(written.toString()).isEmpty();
    }

    @Test
    void restoresTheTerminalOnce() {
        screen.draw(List.of(), 10);
        screen.close();
        screen.close();

        assertThat(written).hasToString(ENTER + BEGIN + END + LEAVE);
    }
}
