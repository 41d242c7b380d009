package dev.plumbline.serde.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Takes published JSON apart, once it is sure that it has the format and the version that are expected. */
final class ReportReader {
    private final JsonFactory factory = new JsonFactory();
    private final String what;
    private final String format;
    private final int version;

    /**
     * A reader of one format.
     *
     * @param what how messages call it, for example {@code window report}
     * @param format the content of {@code format}
     * @param version the content of {@code format_version}
     */
    ReportReader(String what, String format, int version) {
        this.what = what;
        this.format = format;
        this.version = version;
    }

    ReportMembers read(byte[] value) throws FormatException {
        ReportMembers report = parse(value);
        String foundFormat = report.optional(WindowReportFormat.FORMAT_NAME);
        if (!format.equals(foundFormat)) {
            throw new FormatException("format is " + foundFormat + ", not " + format + wayOut());
        }
        String foundVersion = report.optional(WindowReportFormat.FORMAT_VERSION);
        if (!Integer.toString(version).equals(foundVersion)) {
            throw new FormatException("format_version is " + foundVersion + ", this reader knows " + version
                    + "; use the reader of the release that wrote the " + what);
        }
        return report;
    }

    private ReportMembers parse(byte[] value) throws FormatException {
        try (JsonParser parser = factory.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new FormatException("the value is not a JSON object" + wayOut());
            }
            ReportMembers report = ReportMembers.read(parser, what, "");
            if (parser.nextToken() != null) {
                throw new FormatException("something follows the " + what + "; write one per record");
            }
            return report;
        } catch (JsonProcessingException e) {
            throw new FormatException("the value is not JSON: " + e.getOriginalMessage() + wayOut());
        } catch (IOException e) {
            throw new FormatException("the value is not UTF-8: " + e.getMessage() + wayOut());
        }
    }

    private String wayOut() {
        return "; read a topic that holds " + what + "s";
    }
}
