package dev.plumbline.job;

import dev.plumbline.job.flow.SourceRecord;
import dev.plumbline.serde.ReasonCode;
import dev.plumbline.serde.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records for tests: valid ones are scalar predictions of 0.5 with label 1, unless told otherwise. */
public final class Records {

    private Records() {}

    public static SourceRecord valid(String model, int partition, long offset, long time) {
        return valid(model, partition, offset, time, 1, 0.5, 1);
    }

    public static SourceRecord valid(
            String model, int partition, long offset, long time, double yTrue, double yPred, double weight) {
        SourceRecord record = at(partition, offset, "{\"model\":\"" + model + "\",\"time\":" + time + "}");
        record.prediction().setOrigin(model, "7", time);
        record.prediction().setScalar(yTrue, yPred, weight);
        return record;
    }

    /** A valid record with these values of slice attributes; null for none. */
    public static SourceRecord sliced(String model, long offset, long time, @Nullable String... values) {
        SourceRecord record = valid(model, 0, offset, time);
        record.prediction().setSliceValues(values);
        return record;
    }

    public static SourceRecord rejected(int partition, long offset, ReasonCode reason) {
        SourceRecord record = at(partition, offset, "broken");
        record.reject(new Rejection(reason, "", "It is broken; mend it."), null);
        return record;
    }

    public static SourceRecord rejected(String model, int partition, long offset, ReasonCode reason) {
        SourceRecord record = rejected(partition, offset, reason);
        record.reject(new Rejection(reason, "", "It is broken; mend it."), model);
        return record;
    }

    private static SourceRecord at(int partition, long offset, String value) {
        SourceRecord record = new SourceRecord();
        record.setPosition("predictions", partition, offset, 1_000);
        record.setBytes(
                ("key-" + offset).getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8), List::of);
        return record;
    }
}
