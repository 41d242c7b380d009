package dev.plumbline.bench.run;

import dev.plumbline.bench.result.GroupResult;
import dev.plumbline.bench.scenario.Group;
import dev.plumbline.bench.scenario.Scenario;
import dev.plumbline.bench.topic.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Scenario after scenario. */
public final class BenchRun {
    private final RunPlan plan;
    private final Stage stage;
    private final Troupe troupe;
    private final Progress progress;

    /** A run that has not begun. */
    public BenchRun(RunPlan plan, Stage stage, Troupe troupe, Progress progress) {
        this.plan = plan;
        this.stage = stage;
        this.troupe = troupe;
        this.progress = progress;
    }

    /**
     * Runs scenarios; a topic is written when it is first needed and deleted when nobody needs it any more.
     *
     * @param each is told each group's result at once
     * @throws dev.plumbline.bench.result.DisagreementException if contenders found different numbers
     */
    public List<GroupResult> run(List<Scenario> scenarios, Consumer<GroupResult> each) {
        List<GroupResult> results = new ArrayList<>();
        List<Step> steps = scenarios.stream()
                .flatMap(scenario -> scenario.groups().stream().map(group -> new Step(scenario, group)))
                .toList();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            GroupResult result =
                    new GroupRun(step.scenario().name(), step.group(), plan, stage, troupe, progress).run();
            results.add(result);
            each.accept(result);
            stage.keepOnly(topics(steps.subList(i + 1, steps.size())));
        }
        return results;
    }

    private record Step(Scenario scenario, Group group) {}

    private static Set<String> topics(List<Step> steps) {
        Set<String> names = new HashSet<>();
        steps.forEach(step -> step.group().entries().stream()
                .flatMap(entry -> entry.topics().stream())
                .map(Plan::name)
                .forEach(names::add));
        return names;
    }
}
