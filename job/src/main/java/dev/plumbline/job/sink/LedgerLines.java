package dev.plumbline.job.sink;

import dev.plumbline.serde.report.LedgerBalance;
import dev.plumbline.serde.report.LedgerEncoder;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.Encoder;
import org.jspecify.annotations.Nullable;

/** Balances as JSON Lines: the value of the Kafka record, one per line; of each account the last line is the newest. */
final class LedgerLines implements Encoder<LedgerBalance> {

    // Created on the task, because an encoder of bytes does not travel.
    private transient @Nullable LedgerEncoder encoder;

    @Override
    public void encode(LedgerBalance value, OutputStream stream) throws IOException {
        if (encoder == null) {
            encoder = new LedgerEncoder();
        }
        stream.write(encoder.value(value));
        stream.write('\n');
    }
}
