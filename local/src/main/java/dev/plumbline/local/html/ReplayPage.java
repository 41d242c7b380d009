package dev.plumbline.local.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.plumbline.job.JobVersion;
import dev.plumbline.local.eval.OutcomeTable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a replay found as a page: models and slices side by side, each of their metrics over time, and each window's reliability. */
public final class ReplayPage {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** In the order in which they need each other; a test runs them in this order too. */
    static final List<String> SCRIPTS = List.of(
            "elements.js",
            "numbers.js",
            "key.js",
            "summary.js",
            "diagram.js",
            "series.js",
            "windows.js",
            "timeline.js",
            "trend.js",
            "choice.js",
            "overview.js",
            "detail.js",
            "replay.js");

    private ReplayPage() {}

    /** The page, which holds no time but that of events, and nothing random: equal replays give equal pages. */
    public static String of(ReplayFacts facts, PageContent content) {
        return HtmlPage.of(data(facts, content), SCRIPTS);
    }

    /** The data as one JSON object for the scripts. The numbers of reports are taken over as they are written there. */
    static String data(ReplayFacts facts, PageContent content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("plumbline", JobVersion.text());
            json.writeStringField("job", facts.job());
            json.writeStringField("source", facts.source());
            json.writeNumberField("offsets", facts.offsets());
            json.writeNumberField("partitions", facts.partitions());
            json.writeStringField("from", facts.from());
            json.writeStringField("to", facts.to());
            json.writeStringField("metric", OutcomeTable.title(facts.metric()));
            texts(json, "values", facts.values());
            texts(json, "specs", facts.specs());
            counts(json, "records", facts.records());
            counts(json, "windows", facts.windows());
            counts(
                    json,
                    "left_out",
                    Map.of(
                            "series", content.seriesLeftOut(),
                            "windows", content.windowsLeftOut(),
                            "bins", content.binsLeftOut()));
            json.writeArrayFieldStart("series");
            for (PageSeries series : content.series()) {
                series(json, series);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private static void series(JsonGenerator json, PageSeries series) throws IOException {
        json.writeStartObject();
        json.writeFieldName("of");
        json.writeRawValue(series.series());
        json.writeStringField("spec", series.spec());
        json.writeArrayFieldStart("windows");
        for (String window : series.windows()) {
            json.writeRawValue(window);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void counts(JsonGenerator json, String name, Map<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        // In the order of the names, whatever the map's is.
        for (Map.Entry<String, Long> count : new TreeMap<>(counts).entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }
}
