package dev.plumbline.serde.decode;

/** The unit of an event time that is written as a number since 1970-01-01T00:00:00Z. */
public enum EpochUnit {
    /** Seconds. */
    SECONDS("s", 3),
    /** Milliseconds. */
    MILLISECONDS("ms", 0),
    /** Microseconds. */
    MICROSECONDS("us", -3),
    /** Nanoseconds. */
    NANOSECONDS("ns", -6);

    private final String id;
    private final int powerOfTenInMillis;

    EpochUnit(String id, int powerOfTenInMillis) {
        this.id = id;
        this.powerOfTenInMillis = powerOfTenInMillis;
    }

    /** The name in the configuration: {@code s}, {@code ms}, {@code us} or {@code ns}. */
    public String id() {
        return id;
    }

    /** One unit is ten to this power milliseconds. */
    int powerOfTenInMillis() {
        return powerOfTenInMillis;
    }

    /**
     * The unit with the given name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known names
     */
    public static EpochUnit of(String id) {
        for (EpochUnit unit : values()) {
            if (unit.id.equals(id)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("unknown time unit \"" + id + "\"; known are ms, s, us, ns");
    }
}
