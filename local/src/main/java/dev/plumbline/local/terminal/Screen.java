package dev.plumbline.local.terminal;

import java.io.PrintWriter;
import java.util.List;

/**
 * A full-screen frame that is redrawn in place without flicker, and leaves what was on the terminal before as it was.
 * Control sequences are those of the VT100 and its common descendants. Not thread-safe.
 */
public final class Screen implements AutoCloseable {
    private static final String ESC = "\u001b[";
    private static final String ENTER = ESC + "?1049h" + ESC + "?25l";
    private static final String LEAVE = ESC + "?25h" + ESC + "?1049l";
    // Terminals that know them show a frame at once, the others ignore them.
    private static final String BEGIN_FRAME = ESC + "?2026h";
    private static final String END_FRAME = ESC + "?2026l";
    private static final String HOME = ESC + "H";
    private static final String CLEAR_LINE = ESC + "K";
    private static final String CLEAR_BELOW = ESC + "J";

    private final PrintWriter out;
    private boolean entered;

    /** A screen on {@code out}; nothing is written before the first frame. */
    public Screen(PrintWriter out) {
        this.out = out;
    }

    /** Shows the lines from the top; those beyond {@code rows} are not shown, for they would scroll the frame away. */
    public void draw(List<String> lines, int rows) {
        StringBuilder frame = new StringBuilder();
        if (!entered) {
            entered = true;
            frame.append(ENTER);
        }
        frame.append(BEGIN_FRAME).append(HOME);
        List<String> shown = lines.subList(0, Math.min(lines.size(), rows));
        for (int i = 0; i < shown.size(); i++) {
            frame.append(i == 0 ? "" : "\r\n").append(shown.get(i)).append(CLEAR_LINE);
        }
        frame.append(CLEAR_BELOW).append(END_FRAME);
        out.print(frame);
        out.flush();
    }

    /** Brings back what was on the terminal before, and the cursor. */
    @Override
    public void close() {
        if (entered) {
            entered = false;
            out.print(LEAVE);
            out.flush();
        }
    }
}
