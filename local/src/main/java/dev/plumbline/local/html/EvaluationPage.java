package dev.plumbline.local.html;

import dev.plumbline.local.eval.Evaluation.Outcome;
import java.util.List;

/** What {@code eval} found as a page: the metrics of each model and version in a table, and their reliability diagrams. */
public final class EvaluationPage {
    /** How many models and versions a page shows, those with the most records: beyond it nobody scrolls, and browsers tire. */
    static final int SERIES_LIMIT = 20;

    static final List<String> SCRIPTS =
            List.of("elements.js", "numbers.js", "key.js", "summary.js", "diagram.js", "series.js", "evaluation.js");

    private EvaluationPage() {}

    /**
     * The page, in characters that UTF-8 can write whatever the names of models are. It holds no time and nothing random: equal
     * outcomes give equal pages.
     *
     * @param outcome what was found; calibration metrics must have been chosen
     * @param source what was evaluated, for people
     * @throws IllegalArgumentException if the outcome has no calibration metrics
     */
    public static String of(Outcome outcome, String source) {
        return HtmlPage.of(EvaluationData.json(outcome, source, SERIES_LIMIT), SCRIPTS);
    }
}
