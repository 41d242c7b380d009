package dev.plumbline.job.fuzz;

import org.jspecify.annotations.Nullable;

/** A valid event, as it was meant; whether it is in time and within the limit on series is for the {@link Reference} to say. */
record Event(
        String model,
        String version,
        @Nullable String country,
        @Nullable String device,
        long time,
        double yTrue,
        double yPred,
        double weight) {

    String json() {
        String slices = "{" + (country == null ? "\"x\":[1,{}]" : "\"country\":\"" + country + "\"")
                + (device == null ? "" : ",\"device\":\"" + device + "\"") + "}";
        return "{\"model\":\"" + model + "\",\"version\":\"" + version + "\",\"time\":" + time + ",\"y_true\":" + yTrue
                + ",\"y_pred\":" + yPred + ",\"sample_weight\":" + weight + ",\"slices\":" + slices + "}";
    }
}
