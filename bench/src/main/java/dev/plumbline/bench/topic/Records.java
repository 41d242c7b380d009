package dev.plumbline.bench.topic;

/** The records of one partition, one after the other. */
public interface Records {
    /** Whether there is another record. */
    boolean hasNext();

    /** The next record's value; {@link #timestamp()} then tells its time. */
    byte[] next();

    /** Epoch milliseconds of the last record, event time and Kafka timestamp alike. */
    long timestamp();
}
