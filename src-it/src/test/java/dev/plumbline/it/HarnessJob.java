package dev.plumbline.it;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A small job with a source, a shuffle, state and a sink, to try the harness itself. */
public final class HarnessJob {

    private HarnessJob() {}

    /** Counts numbers by their last digit. Arguments: how many numbers, how many a second. */
    public static void main(String[] arguments) throws Exception {
        long numbers = Long.parseLong(arguments[0]);
        double perSecond = Double.parseDouble(arguments[1]);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.enableCheckpointing(200);
        environment
                .fromSource(
                        new DataGeneratorSource<>(
                                n -> n, numbers, RateLimiterStrategy.perSecond(perSecond), Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .keyBy(n -> n % 10)
                .reduce((a, b) -> a + 1)
                .uid("count")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        environment.execute("harness");
    }
}
