package dev.plumbline.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;

/** How many predictions of some windows have a label, as a stranger reads it in reports, by the documented names. */
record Coverage(long predicted, long labelled) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The sums over the reports of everyone in the windows that start from one time on and before another.
     *
     * @param spec the windows' specification
     */
    static Coverage of(Collection<String> reports, String spec, long from, long to) throws IOException {
        long predicted = 0;
        long labelled = 0;
        for (String report : reports) {
            JsonNode json = JSON.readTree(report);
            JsonNode window = json.required("window");
            long start = window.required("start").longValue();
            if (json.required("slice").isEmpty()
                    && window.required("spec").textValue().equals(spec)
                    && start >= from
                    && start < to) {
                predicted += json.required("labels").required("predicted").longValue();
                labelled += json.required("labels").required("labelled").longValue();
            }
        }
        return new Coverage(predicted, labelled);
    }

    double ratio() {
        return (double) labelled / predicted;
    }
}
