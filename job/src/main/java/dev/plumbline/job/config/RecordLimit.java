package dev.plumbline.job.config;

/** The largest record that a Kafka producer sends, by its properties. */
public final class RecordLimit {

    /** The property that bounds a request, and so a record. */
    public static final String MAX_REQUEST_SIZE = "max.request.size";

    private static final String BUFFER_MEMORY = "buffer.memory";

    private RecordLimit() {}

    /**
     * Returns the limit in bytes, uncompressed: the smaller of {@code max.request.size} (1 MiB by default) and {@code
     * buffer.memory} (32 MiB by default).
     *
     * @throws IllegalArgumentException if one of them is not a whole number of bytes
     */
    public static int of(ClientProperties properties) {
        return (int) Math.min(
                number(properties, MAX_REQUEST_SIZE, 1 << 20, Integer.MAX_VALUE),
                number(properties, BUFFER_MEMORY, 32 << 20, Long.MAX_VALUE));
    }

    private static long number(ClientProperties properties, String name, long byDefault, long most) {
        String value = properties.asMap().get(name);
        if (value == null) {
            return byDefault;
        }
        try {
            long number = Long.parseLong(value.trim());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(sentence(name, most), e);
        }
        throw new IllegalArgumentException(sentence(name, most));
    }

    /** Leaves the value out: it may come from the environment. */
    private static String sentence(String name, long most) {
        return "the producer property " + name + " is not a whole number of bytes from 0 to " + most + "; correct it.";
    }
}
