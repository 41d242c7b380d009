package dev.plumbline.serde.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which end of a window was not read, so that records of it may be missing from its report. */
public enum Partial {
    /** Reading began after the window had. */
    START("start", 1),
    /** Reading ended before every record of the window could be there. */
    END("end", 2),
    /** Both. */
    BOTH("both", 3);

    private final String id;
    private final int code;

    Partial(String id, int code) {
        this.id = id;
        this.code = code;
    }

    /** The stable name used in reports: {@code "start"}, {@code "end"} or {@code "both"}. */
    public String id() {
        return id;
    }

    /** The stable number used in binary encodings, 1 to 3; 0 is left for a whole window. */
    public int code() {
        return code;
    }

    /**
     * The one of that id.
     *
     * @throws IllegalArgumentException if there is none; the message names the known ids
     */
    public static Partial of(String id) {
        for (Partial partial : values()) {
            if (partial.id.equals(id)) {
                return partial;
            }
        }
        String known = Arrays.stream(values()).map(Partial::id).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("partial is \"" + id + "\"; it must be one of: " + known);
    }

    /**
     * The one of that code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Partial of(int code) {
        for (Partial partial : values()) {
            if (partial.code == code) {
                return partial;
            }
        }
        throw new IllegalArgumentException("partial has the code " + code + "; it must be 1, 2 or 3");
    }
}
