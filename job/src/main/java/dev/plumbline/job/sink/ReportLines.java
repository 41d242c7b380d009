package dev.plumbline.job.sink;

import dev.plumbline.job.flow.RevisedReport;
import dev.plumbline.serde.report.WindowReportEncoder;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.common.serialization.Encoder;
import org.jspecify.annotations.Nullable;

/** Reports as JSON Lines: the value of the Kafka record, one per line. */
final class ReportLines implements Encoder<RevisedReport> {

    // Created on the task, because an encoder of bytes does not travel.
    private transient @Nullable WindowReportEncoder encoder;

    @Override
    public void encode(RevisedReport value, OutputStream stream) throws IOException {
        if (encoder == null) {
            encoder = new WindowReportEncoder();
        }
        stream.write(encoder.value(value.report()));
        stream.write('\n');
    }
}
