package dev.plumbline.job.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of one kind of window; {@code distance} is the slide or the step, null where there is none. */
record WindowOptions(
        String kind, Option<Duration> size, @Nullable Option<Duration> distance, Option<Duration> offset) {

    static WindowOptions of(
            String kind,
            String sizeMeaning,
            @Nullable String distance,
            @Nullable String distanceMeaning,
            String offsetMeaning) {
        ValueType<Duration> length = ValueType.duration(Duration.ofMillis(1));
        String path = "windows.*." + kind + ".";
        return new WindowOptions(
                kind,
                Option.required(path + "size", length, sizeMeaning),
                distance == null || distanceMeaning == null
                        ? null
                        : Option.required(path + distance, length, distanceMeaning),
                Option.of(path + "offset", ValueType.duration(Duration.ZERO), "0s", offsetMeaning));
    }

    List<Option<?>> all() {
        List<Option<?>> all = new ArrayList<>();
        all.add(size);
        if (distance != null) {
            all.add(distance);
        }
        all.add(offset);
        return all;
    }
}
