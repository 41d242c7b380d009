package dev.plumbline.bench.run;

import dev.plumbline.bench.contender.HeldState;
import dev.plumbline.bench.result.Measured;
import org.jspecify.annotations.Nullable;

/**
 * What a child answers, a line of JSON on its standard output.
 *
 * @param failure why it could not do what was asked; null if it could
 * @param measured the figures of a pass; null for everything else
 * @param held what was held, if that was asked; null for everything else
 */
record Answer(
        @Nullable String failure,
        @Nullable Measured measured,
        @Nullable HeldState held) {
    static Answer done() {
        return new Answer(null, null, null);
    }

    static Answer failed(String failure) {
        return new Answer(failure, null, null);
    }
}
