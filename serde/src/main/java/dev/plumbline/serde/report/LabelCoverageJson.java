package dev.plumbline.serde.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.serde.report.LabelCoverage.Cohort;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far labels have come, as a member of a window report. The layout is in {@code docs/FORMATS.md}. */
public final class LabelCoverageJson {
    private LabelCoverageJson() {}

    /** Writes the member {@code labels} of the object that is open. */
    public static void write(LabelCoverage labels, JsonGenerator json) throws IOException {
        Cohort cohort = labels.cohort();
        json.writeObjectFieldStart(WindowReportFormat.LABELS);
        if (cohort != null) {
            json.writeNumberField(WindowReportFormat.PREDICTED, cohort.predicted());
        }
        json.writeNumberField(WindowReportFormat.LABELLED, labels.labelled());
        json.writeNumberField(WindowReportFormat.NEGATIVE, labels.negative());
        if (cohort != null) {
            json.writeNumberField(WindowReportFormat.UNLABELLED, cohort.unlabelled());
            json.writeNumberField(WindowReportFormat.CONFLICTED, cohort.conflicted());
            Double coverage = coverage(labels);
            if (coverage != null) {
                json.writeNumberField(WindowReportFormat.COVERAGE, coverage);
            }
            json.writeNumberField(WindowReportFormat.AWAITED, cohort.awaited());
        }
        if (labels.labelled() > 0) {
            json.writeObjectFieldStart(WindowReportFormat.AGE);
            json.writeNumberField(WindowReportFormat.MEAN, labels.meanAge());
            json.writeNumberField(WindowReportFormat.MAX, labels.maxAge());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Reads what {@link #write} wrote; null if the report has no such member. */
    static @Nullable LabelCoverage read(ReportMembers report) throws FormatException {
        ReportMembers members = report.optionalObject(WindowReportFormat.LABELS);
        if (members == null) {
            return null;
        }
        long labelled = members.integer(WindowReportFormat.LABELLED);
        ReportMembers age = labelled == 0 ? null : members.object(WindowReportFormat.AGE);
        LabelCoverage labels = new LabelCoverage(
                labelled,
                members.integer(WindowReportFormat.NEGATIVE),
                age == null ? Double.NaN : age.number(WindowReportFormat.MEAN),
                age == null ? 0 : age.integer(WindowReportFormat.MAX),
                cohort(members));
        Double coverage = members.optionalNumber(WindowReportFormat.COVERAGE);
        if (!Objects.equals(coverage, coverage(labels))) {
            throw new FormatException("the window report says " + WindowReportFormat.COVERAGE + " = " + coverage
                    + " of its labels, but its other members make " + coverage(labels)
                    + "; it was changed after it was written");
        }
        return labels;
    }

    private static @Nullable Cohort cohort(ReportMembers members) throws FormatException {
        return members.optional(WindowReportFormat.PREDICTED) == null
                ? null
                : new Cohort(
                        members.integer(WindowReportFormat.PREDICTED),
                        members.integer(WindowReportFormat.UNLABELLED),
                        members.integer(WindowReportFormat.CONFLICTED),
                        members.integer(WindowReportFormat.AWAITED));
    }

    /** The coverage; null if there is none to be told. */
    private static @Nullable Double coverage(LabelCoverage labels) {
        double coverage = labels.coverage();
        return Double.isNaN(coverage) ? null : coverage;
    }
}
