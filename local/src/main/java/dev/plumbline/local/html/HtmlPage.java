package dev.plumbline.local.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page in one file: the template, styles and scripts beside this class, the chart library from its jar, and data. The policy
 * in its head forbids every request and every script and style but these, by their hashes. Equal data give equal bytes.
 *
 * <p>The data are the only part that may hold what others wrote. They are JSON in an element that no browser executes; the scripts
 * put them into the page as texts, never as markup.
 */
final class HtmlPage {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");
    private static final Pattern END = Pattern.compile("</(script|style)|<!--", Pattern.CASE_INSENSITIVE);
    private static final String LIBRARY = "/META-INF/resources/webjars/uplot/";

    private HtmlPage() {}

    /**
     * The page.
     *
     * @param data the data as JSON
     * @param scripts the names of the scripts that show them, in the order in which they need each other
     */
    static String of(String data, List<String> scripts) {
        String version = libraryVersion();
        String library = LIBRARY + version;
        String licence = "/* uPlot " + version + "\n" + resource(library + "/LICENSE") + "*/\n";
        String libraryStyle = code(licence + resource(library + "/dist/uPlot.min.css"));
        String libraryScript = code(licence + resource(library + "/dist/uPlot.iife.min.js"));
        String style = code(resource("page.css"));
        String script = code(scripts.stream().map(HtmlPage::resource).collect(Collectors.joining("\n")));
        return fill(
                resource("page.html"),
                Map.of(
                        "policy", policy(List.of(libraryScript, script), List.of(libraryStyle, style)),
                        "library-style", libraryStyle,
                        "style", style,
                        "library-script", libraryScript,
                        "script", script,
                        "data", data(data)));
    }

    /** In JSON a less-than sign stands only in strings; escaped there, nothing in them can end the element that holds it. */
    private static String data(String json) {
        return json.replace("<", "\\u003c");
    }

    /** Files of ours and of the library, none of which may hold what would end or change its element. */
    private static String code(String text) {
        if (END.matcher(text).find()) {
            throw new IllegalStateException("a script or style of the page holds the end of its element");
        }
        // A browser reads line ends so, and hashes what it has read.
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String policy(List<String> scripts, List<String> styles) {
        return "default-src 'none'; script-src " + hashes(scripts) + "; style-src " + hashes(styles)
                + "; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String hashes(List<String> texts) {
        return texts.stream()
                .map(text -> "'sha256-" + Base64.getEncoder().encodeToString(sha256(text)) + "'")
                .collect(Collectors.joining(" "));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** In one pass, so that what is put in is not searched for places. */
    private static String fill(String template, Map<String, String> texts) {
        return PLACE.matcher(template).replaceAll(place -> {
            String text = texts.get(place.group(1));
            if (text == null) {
                throw new IllegalStateException("the template has an unknown place: " + place.group());
            }
            return Matcher.quoteReplacement(text);
        });
    }

    private static String libraryVersion() {
        Properties versions = new Properties();
        try (InputStream in = open("version.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty("uplot");
    }

    private static String resource(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = HtmlPage.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name + " is missing from the build");
        }
        return in;
    }
}
