package dev.plumbline.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void redrawsAndColoursOnATerminal() {
        assertThat(Terminal.of(Map.of("TERM", "xterm-256color"), true)).isEqualTo(new Terminal(true, true));
    }

    @Test
    void neitherInAPipe() {
        assertThat(Terminal.of(Map.of("TERM", "xterm-256color"), false)).isEqualTo(new Terminal(false, false));
    }

    @Test
    void neitherOnATerminalThatCannot() {
        assertThat(Terminal.of(Map.of("TERM", "dumb"), true)).isEqualTo(new Terminal(false, false));
        assertThat(Terminal.of(Map.of(), true)).isEqualTo(new Terminal(false, false));
    }

    @Test
    void noColorSwitchesColourOffUnlessItIsEmpty() {
        assertThat(Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true)).isEqualTo(new Terminal(true, false));
        assertThat(Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", ""), true)).isEqualTo(new Terminal(true, true));
    }

    @Test
    void readsTheSizeThatSttyTells() {
        assertThat(Terminal.parse("50 132\n")).isEqualTo(new Terminal.Size(132, 50));
    }

    @Test
    void assumesTheClassicSizeWhereNoneIsTold() {
        Terminal.Size classic = new Terminal.Size(80, 24);
        assertThat(Terminal.parse("0 0\n")).isEqualTo(classic);
        assertThat(Terminal.parse("")).isEqualTo(classic);
        assertThat(Terminal.parse("50")).isEqualTo(classic);
        assertThat(Terminal.parse("stty: not a tty")).isEqualTo(classic);
        assertThat(new Terminal(false, false).size()).isEqualTo(classic);
    }
}
