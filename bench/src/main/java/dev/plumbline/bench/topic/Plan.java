package dev.plumbline.bench.topic;

/** Everything that decides about the records of a topic: equal plans give equal bytes in each partition. */
public sealed interface Plan permits TopicPlan, LabelPlan {
    /** The topic's name. */
    String name();

    /** How many partitions it has, at least 1. */
    int partitions();

    /** What is written, as a part of a sentence. */
    String about();

    /** The records of a partition, before the first one. */
    Records stream(int partition);
}
