package dev.plumbline.job.config;

/** Where everything goes that a replay writes: reports, dead letters and the ledger. */
public sealed interface ReplayOutput {

    /**
     * Kafka topics, on the brokers and with the delivery of the live job's reports.
     *
     * @param name the topic for reports; the others are named after it, {@code <name>.dead-letters} and
     *     {@code <name>.ledger}
     */
    record Topics(String name) implements ReplayOutput {}

    /**
     * JSON Lines files.
     *
     * @param path a folder, with a folder for each kind of result in it: {@code reports}, {@code dead-letters}, {@code ledger}
     */
    record Folder(String path) implements ReplayOutput {}

    /** Standard output. */
    record Console() implements ReplayOutput {}

    /**
     * Reads {@code topic:NAME}, {@code files:DIR} or {@code console}.
     *
     * @throws IllegalArgumentException with the reason and the way out
     */
    static ReplayOutput parse(String text) {
        if (text.equals("console")) {
            return new Console();
        }
        if (text.startsWith("topic:")) {
            // The other topics' names have to be topic names too.
            var unused = ValueType.topic().read().apply(text.substring(6) + SinkReader.DEAD_LETTERS_SUFFIX);
            return new Topics(ValueType.topic().read().apply(text.substring(6)));
        }
        if (text.startsWith("files:")) {
            return new Folder(ValueType.path().read().apply(text.substring(6)));
        }
        throw new IllegalArgumentException("is not a place; write topic:NAME, files:DIR or console");
    }
}
