package dev.plumbline.metric.calibration;

import java.util.Set;

/** The weighted mean cross-entropy, sum w l / W, in nats. */
final class LogLoss implements Metric {
    @Override
    public String key() {
        return "log_loss";
    }

    @Override
    public Set<Part> needs() {
        return Set.of(Part.LOSS);
    }

    @Override
    public void read(Reading state, CalibrationResult.Builder into) {
        into.put("log_loss", state.logLoss());
    }
}
