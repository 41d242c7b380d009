package dev.plumbline.local.replay;

import dev.plumbline.local.ExitCode;
import dev.plumbline.local.UserError;
import dev.plumbline.local.html.PageContent;
import dev.plumbline.local.html.PageFile;
import dev.plumbline.local.html.ReplayFacts;
import dev.plumbline.local.html.ReplayPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the page of a replay that has ended, of the reports that it has collected. */
final class PageOutput {
    private final PageFile page;
    private final PrintWriter err;

    /** A page at the given place; what there was no room for is told on {@code err}. */
    PageOutput(PageFile page, PrintWriter err) {
        this.page = page;
        this.err = err;
    }

    /** Writes it; what went wrong is given back and not thrown, because the replay is complete all the same. */
    Optional<UserError> write(Path reports, ReplayFacts facts) {
        try {
            PageContent content = PageSelection.of(reports);
            page.write(ReplayPage.of(facts, content));
            if (!content.isComplete()) {
                err.println(leftOut(content));
            }
            return Optional.empty();
        } catch (UserError e) {
            return Optional.of(e);
        } catch (IOException e) {
            return Optional.of(new UserError(
                    ExitCode.FAILED,
                    "the results are complete, but not their page: reading " + reports + " failed: " + e.getMessage(),
                    e));
        }
    }

    private static String leftOut(PageContent content) {
        return "plumbline: the page shows " + Pace.number(content.windows())
                + " windows, which is what one page holds; left out are "
                + Pace.number(content.seriesLeftOut()) + " combinations of model, version, slice and window, "
                + Pace.number(content.windowsLeftOut()) + " older windows of the others, and the bins of "
                + Pace.number(content.binsLeftOut()) + " older windows that are shown";
    }
}
