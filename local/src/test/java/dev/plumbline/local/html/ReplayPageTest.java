package dev.plumbline.local.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.local.calibration.ObservedRates;
import dev.plumbline.local.calibration.WilsonInterval;
import dev.plumbline.metric.BinaryCrossentropyResult;
import dev.plumbline.metric.calibration.CalibrationResult;
import dev.plumbline.metric.calibration.EqualMassBin;
import dev.plumbline.metric.calibration.ReliabilityBin;
import dev.plumbline.serde.report.Partial;
import dev.plumbline.serde.report.WindowReport;
import dev.plumbline.serde.report.WindowReportEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of a replay: what its data hold, and what its scripts make of them for a reader who looks and chooses. */
class ReplayPageTest {
    private static final WindowReport GOOD = report("good", Map.of(), 0, 0);
    private static final WindowReport GOOD_LATER = report("good", Map.of(), 1, 0);
    private static final WindowReport BAD = report("bad", Map.of(), 0, 0.1);
    private static final WindowReport BAD_LATER = report("bad", Map.of(), 1, 0.3);
    private static final WindowReport BAD_LAST = Reports.of("bad", Map.of(), 2, 0.2, 50, Partial.END, Reports.METRICS);
    private static final WindowReport BAD_IN_BR = report("bad", Map.of("country", "BR"), 1, 0.4);

    private static final String PAGE =
            data(Reports.series(GOOD, GOOD_LATER), Reports.series(BAD, BAD_LATER, BAD_LAST), Reports.series(BAD_IN_BR));

    @Test
    void holdsTheNumbersOfTheReportsAsTheyArePublished() {
        String published = new String(new WindowReportEncoder().value(BAD), StandardCharsets.UTF_8);

        assertThat(published).contains(",\"reliability_bins\":", ",\"equal_mass_bins\":");
        String bins = published.replaceFirst(".*\"reliability_bins\":", "").replaceFirst("}}$", "");
        assertThat(ReportRow.bins(BAD)).isEqualTo(bins.replace("\"equal_mass_bins\":", ""));
        for (String number : ReportRow.numbers(BAD).replaceAll("[\\[\\]]", "").split(",", -1)) {
            if (!number.equals("\"\"")) {
                assertThat(published).containsPattern("[:,]" + Pattern.quote(number) + "[,}]");
            }
        }
    }

    @Test
    void isOnePageWithTheSameBytesForTheSameReplay() {
        String page = ReplayPage.of(Reports.facts(Reports.values()), content(Reports.series(GOOD)));

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("default-src 'none'; script-src 'sha256-")
                .doesNotContain("unsafe-inline", "unsafe-eval", "<script src", "@import", "url(", "{{")
                .isEqualTo(ReplayPage.of(Reports.facts(Reports.values()), content(Reports.series(GOOD))));
    }

    @Test
    void keepsHostileNamesWithinTheData() {
        String name = "</script><script>alert(1)</script>\u2028";
        PageSeries everyone = Reports.series(report(name, Map.of(), 0, 0));
        PageSeries slice = Reports.series(report(name, Map.of("<b>", "\"\\"), 0, 0.1));
        String page = ReplayPage.of(Reports.facts(Reports.values()), content(everyone, slice));

        assertThat(page).doesNotContain("<script>alert", "<b>", "\u2028");
        assertThat(read(
                        data(everyone, slice),
                        "PAGE.named('tr').forEach(one => print(JSON.stringify(one.children[0].textContent)));"))
                .contains(
                        "\"</script><script>alert(1)</script>\u2028, version 1\"",
                        "\"<b> = \\\"\\\\\"",
                        "\"everyone\"");
    }

    @Test
    void tellsWhatWasRead() {
        assertThat(read(PAGE, "print(PAGE.named('header')[0].textContent);"))
                .first()
                .asString()
                .startsWith("Replay live-replay")
                .contains("From2026-01-01T00:00:00Z", "Tolatest", "Offsets1,802 in 3 partitions")
                .contains("Records1,800", "Counted1,782", "Late3", "Rejected15", "28 whole, 2 partial")
                .contains("binary_crossentropy (keras3, float32)");
    }

    @Test
    void tellsWhatBecameOfLabelsThatCameLater() {
        String data = PAGE.replace(
                "\"records\":{",
                "\"records\":{\"duplicate\":21,\"labels\":1500,\"labels_used\":1400,\"unlabelled\":1234,");

        assertThat(read(data, "print(PAGE.named('header')[0].textContent);"))
                .first()
                .asString()
                .contains("Rejected15Duplicate21Unlabelled1,234Labels1,500, 1,400 usedWindows28 whole");
        assertThat(read(PAGE, "print(PAGE.named('header')[0].textContent);"))
                .first()
                .asString()
                .contains("Rejected15Windows28 whole");
    }

    @Test
    void putsTheWorstModelFirstAndShowsItsNewestWholeWindow() {
        assertThat(read(PAGE, """
                const [models, slices] = PAGE.named("table");
                print(models.named("button").map(button => button.textContent).join("|"));
                print(slices.named("button").map(button => button.textContent).join("|"));
                print(PAGE.classed("when")[0].textContent);
                print(PAGE.named("h2")[1].textContent);
                """))
                .containsExactly(
                        "bad, version 1|good, version 1",
                        "country = BR|everyone",
                        "2026-01-01 00:01:00 \u2013 00:02:00 UTC, 300 records",
                        "bad, version 1, everyone");
    }

    @Test
    void showsAllNumbersOfTheWindowWithAllTheirDigits() {
        List<String> expected = new ArrayList<>();
        expected.add("result=" + BAD_LATER.result().result());
        result(BAD_LATER).values().forEach((key, value) -> expected.add(key + "=" + value));

        assertThat(read(PAGE, """
                const numbers = PAGE.classed("numbers")[0].named("div").map(one => [one.named("dt")[0].textContent, one.named("dd")[0].textContent]);
                numbers.forEach(([term, value]) => print(term + "=" + value));
                """).stream().map(ReplayPageTest::asDouble))
                .contains("records=300.0", "rows=300.0")
                .containsAll(expected);
    }

    @Test
    void drawsMetricsOverTimeWithTheirBands() {
        List<String> charts = read(PAGE, """
                for (const chart of uPlot.all.filter(one => one.options.ms)) {
                  print(chart.host.getAttribute("aria-label").split(" of ")[0] + " " + JSON.stringify(chart.data));
                }
                """);

        assertThat(charts).hasSize(5);
        assertThat(charts.get(0))
                .startsWith("Log loss [[" + BAD.end() + "," + BAD_LATER.end() + "," + BAD_LAST.end() + "],["
                        + value(BAD, "log_loss") + "," + value(BAD_LATER, "log_loss") + ","
                        + value(BAD_LAST, "log_loss")
                        + "],[" + value(BAD, "log_loss_ci95_lower") + ",")
                .contains("],[" + value(BAD, "log_loss_ci95_upper") + ",");
        assertThat(charts.stream().map(chart -> chart.replaceFirst(" \\[.*", "")))
                .containsExactly("Log loss", "Calibration ratio", "ECE", "Brier score", "ROC AUC");
        assertThat(charts.get(1)).contains(",[null,null,null],[null,null,null]]");
    }

    @Test
    void showsTheWindowThatIsPointedAtAndStaysOnTheOneThatIsClicked() {
        assertThat(read(PAGE, """
                const chart = uPlot.all.find(one => one.options.ms);
                const diagram = uPlot.all.find(one => !one.options.ms);
                const tell = () => print(PAGE.classed("when")[0].textContent + " " + PAGE.named("input")[0].value + " " + diagram.data[0].length);
                chart.point(0); tell();
                chart.point(null); tell();
                chart.point(2); chart.click(); chart.point(null); tell();
                """))
                .containsExactly(
                        "2026-01-01 00:00:00 \u2013 00:01:00 UTC, 300 records 1 20",
                        "2026-01-01 00:01:00 \u2013 00:02:00 UTC, 300 records 1 20",
                        "2026-01-01 00:02:00 \u2013 00:03:00 UTC, 50 recordspartial: its end was not read 2 "
                                + bins(BAD_LAST));
    }

    @Test
    void isSteppedThroughByKeyboard() {
        assertThat(read(PAGE, """
                const [earlier, later] = PAGE.classed("stepper")[0].named("button");
                const slider = PAGE.named("input")[0];
                const tell = () => print(slider.value + " of " + slider.max + " " + slider.getAttribute("aria-valuetext"));
                earlier.fire("click"); earlier.fire("click"); tell();
                later.fire("click"); later.fire("click"); later.fire("click"); tell();
                slider.value = "1"; slider.fire("input"); tell();
                print(earlier.getAttribute("aria-label") + ", " + later.getAttribute("aria-label") + ", " + slider.getAttribute("aria-label"));
                """))
                .containsExactly(
                        "0 of 2 2026-01-01 00:00:00 \u2013 00:01:00 UTC",
                        "2 of 2 2026-01-01 00:02:00 \u2013 00:03:00 UTC",
                        "1 of 2 2026-01-01 00:01:00 \u2013 00:02:00 UTC",
                        "Earlier window, Later window, Window");
    }

    @Test
    void goesToTheModelAndTheSliceThatAreChosenAndToEveryoneWhereTheSliceIsNotThere() {
        assertThat(read(PAGE, """
                const choice = name => PAGE.all(one => one.getAttribute("id") === "choose-" + name)[0];
                const tell = () => print([choice("model"), choice("slice"), choice("windows")].map(one => one.value).join(" ") + " "
                  + PAGE.named("h2")[1].textContent + " " + uPlot.all.find(one => one.options.ms).data[0].length);
                tell();
                choice("slice").value = '{"country":"BR"}'; choice("slice").fire("change"); tell();
                choice("model").value = '["good","1"]'; choice("model").fire("change"); tell();
                PAGE.named("table")[0].named("button")[0].fire("click"); tell();
                PAGE.named("table")[1].named("button")[0].fire("click"); tell();
                """))
                .containsExactly(
                        "[\"bad\",\"1\"] {} tumbling 1m bad, version 1, everyone 3",
                        "[\"bad\",\"1\"] {\"country\":\"BR\"} tumbling 1m bad, version 1, country = BR 1",
                        "[\"good\",\"1\"] {} tumbling 1m good, version 1, everyone 2",
                        "[\"bad\",\"1\"] {} tumbling 1m bad, version 1, everyone 3",
                        "[\"bad\",\"1\"] {\"country\":\"BR\"} tumbling 1m bad, version 1, country = BR 1");
    }

    @Test
    void staysOnTheNameThatWasPressedByKeyboard() {
        assertThat(read(PAGE, """
                const press = (table, i) => { const button = PAGE.named("table")[table].named("button")[i]; button.focus(); button.fire("click"); };
                const tell = () => print(document.activeElement.textContent + " " + PAGE.contains(document.activeElement));
                press(0, 1); tell();
                press(0, 0); tell();
                press(1, 0); tell();
                """)).containsExactly("good, version 1 true", "bad, version 1 true", "country = BR true");
    }

    @Test
    void namesAnOverflowOfValuesAsOne() {
        String page = data(
                Reports.series(BAD),
                Reports.series(report("bad", Map.of("overflow", "country"), 0, 0)),
                Reports.series(report("bad", Map.of("country", "BR", "device", "tv"), 0, 0)));

        assertThat(read(page, "PAGE.named('select')[1].named('option').forEach(one => print(one.textContent));"))
                .containsExactly("everyone", "country = BR, device = tv", "overflow of country");
    }

    /** The page works out what Java works out elsewhere; here as there, to the bit. */
    @Test
    void drawsTheIntervalsThatTheOtherReportsHave() {
        List<String> expected = new ArrayList<>();
        ObservedRates rates = new ObservedRates(result(BAD_LATER));
        for (ReliabilityBin bin : result(BAD_LATER).reliabilityBins()) {
            if (bin.count() > 0) {
                WilsonInterval interval = rates.interval(bin);
                expected.add(bin.lower() + " " + bin.upper() + " " + bin.meanPrediction() + " " + bin.meanLabel() + " "
                        + interval.lower() + " " + interval.upper());
            }
        }
        for (EqualMassBin bin : result(BAD_LATER).equalMassBins()) {
            WilsonInterval interval = rates.interval(bin);
            expected.add(bin.lower() + " " + bin.upper() + " " + bin.meanPrediction() + " " + bin.meanLabel() + " "
                    + interval.lower() + " " + interval.upper());
        }

        assertThat(read(data(Reports.series(BAD_LATER)), """
                const data = JSON.parse(DATA_ELEMENT.textContent);
                const window = windowOf(data.series[0].windows[0], data.values);
                for (const bin of window.equal_width.concat(window.equal_weight)) {
                  print([bin.lower, bin.upper, bin.predicted, bin.observed, bin.observed_lower, bin.observed_upper].join(" "));
                }
                """).stream().map(ReplayPageTest::asDoubles))
                .isEqualTo(expected.stream().map(ReplayPageTest::asDoubles).toList());
    }

    @Test
    void showsTheLossAloneWhereNothingElseWasMeasured() {
        WindowReport report = Reports.of("m", Map.of(), 0, 0, 100, null, null);
        String page = data(List.of(), new PageContent(List.of(Reports.series(report)), 0, 0, 0));

        assertThat(read(page, """
                print(uPlot.all.length + " " + uPlot.all[0].host.getAttribute("aria-label"));
                print(PAGE.named("th").map(one => one.textContent).join("|"));
                print(PAGE.classed("numbers")[0].named("dt").map(one => one.textContent).join("|"));
                print(PAGE.named("input")[0].disabled);
                """))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(
                                        "1 Log loss of m, version 1, everyone, tumbling 1m over time, 1 window, from "),
                        line -> assertThat(line).isEqualTo("Model|Ends (UTC)|Records|Log loss|m, version 1"),
                        line -> assertThat(line).isEqualTo("records|result|weighted_sum|weight_count"),
                        line -> assertThat(line).isEqualTo("true"));
    }

    @Test
    void drawsNothingForWhatIsNoNumberAndSaysWhatItIs() {
        Map<String, Double> values = new LinkedHashMap<>(result(BAD).values());
        values.replaceAll((key, value) -> Double.NaN);
        values.put("calibration_ratio", Double.POSITIVE_INFINITY);
        values.put("log_loss", Double.POSITIVE_INFINITY);
        WindowReport odd = new WindowReport(
                "bad",
                "1",
                BAD.slice(),
                BAD.window(),
                BAD.start() + Reports.MINUTE,
                BAD.end() + Reports.MINUTE,
                true,
                null,
                0,
                BAD.metric(),
                new BinaryCrossentropyResult(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0),
                CalibrationResult.of(
                        0,
                        0,
                        values,
                        List.of(ReliabilityBin.of(0, 2, 3, 0, 0, 0), ReliabilityBin.of(1, 2, 0, 0, 0, 0)),
                        List.of()));

        assertThat(read(data(Reports.series(BAD, odd)), """
                uPlot.all.filter(one => one.options.ms).slice(0, 3).forEach(one => print(JSON.stringify(one.data[1].map(value => value !== null))));
                print(PAGE.classed("readout").map(one => one.textContent).join("|"));
                """))
                .containsExactly("[true,false]", "[true,false]", "[true,false]", "\u221e|\u221e|\u2013|\u2013|\u2013");
        assertThat(read(data(Reports.series(odd)), "print(uPlot.all.length);")).containsExactly("9");
    }

    @Test
    void breaksTheLineWhereWindowsAreMissing() {
        assertThat(
                        read(
                                data(Reports.series(BAD, BAD_LATER, BAD_LAST, report("bad", Map.of(), 9, 0))),
                                "print(uPlot.all.find(one => one.options.ms).gapsDrawn.length + ' ' + missingAfter([]).length);"))
                .containsExactly("1 0");
    }

    @Test
    void worksWithThousandsOfWindows() {
        String bins = ReportRow.bins(BAD);
        String numbers = ReportRow.numbers(BAD);
        List<String> windows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            long start = BAD.start() + i * Reports.MINUTE;
            String moved = numbers.replaceFirst("\\d+,\\d+", start + "," + (start + Reports.MINUTE));
            windows.add(i < 1_800 ? "[" + moved + "]" : "[" + moved + "," + bins + "]");
        }
        String page = data(
                Reports.values(),
                new PageContent(
                        List.of(new PageSeries(ReportRow.series(BAD), "tumbling 1m", windows)), 7, 1_200, 1_800));

        assertThat(read(page, """
                PAGE.classed("note").filter(one => !one.hidden).forEach(one => print(one.textContent));
                const slider = PAGE.named("input")[0];
                slider.value = "1799"; slider.fire("input");
                print(PAGE.classed("note").filter(one => !one.hidden).pop().textContent);
                print(PAGE.named("figure").filter(one => one.hidden).length);
                slider.value = "1800"; slider.fire("input");
                print(PAGE.named("figure").filter(one => one.hidden).length);
                """))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("This page shows 1 of 8 combinations of model, "),
                        line -> assertThat(line).startsWith("1,200 older windows are not shown"),
                        line -> assertThat(line).startsWith("1,800 older windows are shown without their bins"),
                        line -> assertThat(line).startsWith("The bins of this window were left out"),
                        line -> assertThat(line).isEqualTo("2"),
                        line -> assertThat(line).isEqualTo("0"));
    }

    @Test
    void saysThatNothingWasPublished() {
        assertThat(read(data(), "print(PAGE.textContent);"))
                .first()
                .asString()
                .contains("No window was published: no record in the range could be counted.");
    }

    @Test
    void tellsTheNumbersOfBinsInATableThatIsMadeWhenItIsOpened() {
        assertThat(read(PAGE, """
                const details = PAGE.named("details")[0];
                print(details.named("tr").length);
                details.open = true;
                print(details.named("tr").length);
                uPlot.all.find(one => one.options.ms).point(2);
                print(details.named("tr").length);
                details.open = false;
                print(details.named("tr").length);
                """)).containsExactly("0", "21", Integer.toString(bins(BAD_LAST) + 1), "0");
    }

    private static List<String> read(String data, String reader) {
        return Scripts.run(ReplayPage.SCRIPTS, data, reader);
    }

    private static String data(PageSeries... series) {
        return data(Reports.values(), content(series));
    }

    private static String data(List<String> values, PageContent content) {
        return ReplayPage.data(Reports.facts(values), content);
    }

    private static PageContent content(PageSeries... series) {
        return new PageContent(List.of(series), 0, 0, 0);
    }

    private static WindowReport report(String model, Map<String, String> slice, int minute, double offset) {
        return Reports.of(model, slice, minute, offset, 300, null, Reports.METRICS);
    }

    private static CalibrationResult result(WindowReport report) {
        CalibrationResult result = report.calibration();
        if (result == null) {
            throw new IllegalArgumentException("the report has no calibration metrics");
        }
        return result;
    }

    private static double value(WindowReport report, String key) {
        return result(report).value(key);
    }

    private static int bins(WindowReport report) {
        return (int) result(report).reliabilityBins().stream()
                .filter(bin -> bin.count() > 0)
                .count();
    }

    /** Java and JavaScript write some doubles differently. */
    private static String asDouble(String line) {
        int equals = line.indexOf('=');
        return line.substring(0, equals + 1) + Double.parseDouble(line.substring(equals + 1));
    }

    private static List<Double> asDoubles(String line) {
        return List.of(line.split(" ", -1)).stream().map(Double::parseDouble).toList();
    }
}
