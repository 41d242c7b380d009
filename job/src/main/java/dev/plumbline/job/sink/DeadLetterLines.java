package dev.plumbline.job.sink;

import dev.plumbline.serde.deadletter.DeadLetter;
import dev.plumbline.serde.deadletter.DeadLetterEncoder;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.Encoder;
import org.jspecify.annotations.Nullable;

/** Dead letters as JSON Lines, with their bytes as text or base64. */
final class DeadLetterLines implements Encoder<DeadLetter> {

    // Created on the task, because an encoder of bytes does not travel.
    private transient @Nullable DeadLetterEncoder encoder;

    @Override
    public void encode(DeadLetter value, OutputStream stream) throws IOException {
        if (encoder == null) {
            encoder = new DeadLetterEncoder();
        }
        stream.write(encoder.jsonLine(value));
        stream.write('\n');
    }
}
