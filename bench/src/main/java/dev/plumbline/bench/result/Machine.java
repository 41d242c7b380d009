package dev.plumbline.bench.result;

/**
 * Where a run took place, and with which versions.
 *
 * @param at when it began, ISO-8601 in UTC
 * @param os name, version and architecture of the operating system
 * @param processor the processor's name, as far as it is known
 * @param cores how many processors the JVM sees
 * @param memoryBytes the machine's memory
 * @param java the JVM's name and version
 * @param flink Flink's version
 * @param kafka Kafka's version
 * @param revision the revision of the source in git, with {@code +} if it was changed; {@code unknown} outside of a checkout
 */
public record Machine(
        String at,
        String os,
        String processor,
        int cores,
        long memoryBytes,
        String java,
        String flink,
        String kafka,
        String revision) {}
