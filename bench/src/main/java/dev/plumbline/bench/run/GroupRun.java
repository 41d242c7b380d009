package dev.plumbline.bench.run;

import dev.plumbline.bench.contender.Task;
import dev.plumbline.bench.result.Agreement;
import dev.plumbline.bench.result.BarResult;
import dev.plumbline.bench.result.ContenderResult;
import dev.plumbline.bench.result.Found;
import dev.plumbline.bench.result.GroupResult;
import dev.plumbline.bench.result.Measured;
import dev.plumbline.bench.result.Sample;
import dev.plumbline.bench.result.Spread;
import dev.plumbline.bench.scenario.Bar;
import dev.plumbline.bench.scenario.Entry;
import dev.plumbline.bench.scenario.Group;
import dev.plumbline.bench.topic.Plan;
import dev.plumbline.bench.topic.TopicSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Some contenders, each in a JVM of its own, take turns: first to get warm, then to be measured, round by round, one at a time.
 * What slows the machine down for a while so slows down all of them alike, and ratios are taken within a round.
 */
final class GroupRun {
    private final String scenario;
    private final Group group;
    private final RunPlan plan;
    private final Stage stage;
    private final Troupe troupe;
    private final Progress progress;
    private final List<Member> members = new ArrayList<>();
    private int passes;

    /**
     * What a pass has to do.
     *
     * @param size what is read, over all topics
     * @param counted how many records are in windows or are dead letters afterwards: where labels come on a topic of their own, as
     *     many as there are labels
     */
    private record Amount(TopicSize size, long counted) {}

    /** A contender on its way through the rounds. */
    private static final class Member {
        private final Entry entry;
        private final Child child;
        private final Amount amount;
        private final List<Sample> samples = new ArrayList<>();
        private Found found = new Found(Map.of(), 0);

        Member(Entry entry, Child child, Amount amount) {
            this.entry = entry;
            this.child = child;
            this.amount = amount;
        }

        ContenderResult result() {
            return new ContenderResult(
                    entry.name(),
                    amount.size().records(),
                    amount.size().bytes(),
                    entry.labels() == null ? 0 : amount.counted(),
                    found.rows().size(),
                    found.deadLetters(),
                    samples);
        }
    }

    GroupRun(String scenario, Group group, RunPlan plan, Stage stage, Troupe troupe, Progress progress) {
        this.scenario = scenario;
        this.group = group;
        this.plan = plan;
        this.stage = stage;
        this.troupe = troupe;
        this.progress = progress;
    }

    /** Runs it all; the children have ended when it returns. */
    GroupResult run() {
        try {
            gather();
            for (Member member : members) {
                warmUp(member);
            }
            for (int round = 1; round <= plan.passes(); round++) {
                for (Member member : members) {
                    String turn = "pass " + round + "/" + plan.passes();
                    member.samples.add(pass(member, turn, round == plan.passes()));
                }
            }
        } finally {
            troupe.dismiss();
        }
        checkAgreement();
        List<ContenderResult> results = members.stream().map(Member::result).toList();
        return new GroupResult(scenario, group.name(), group.about(), results, bars(results));
    }

    private void gather() {
        for (Entry entry : group.entries()) {
            Amount amount = amount(entry);
            members.add(new Member(entry, troupe.start(scenario + "-" + entry.name(), entry.kind()), amount));
        }
        members.forEach(member -> member.child.awaitReady());
    }

    /** How much there is to read; it is written now if it has not been before. */
    private Amount amount(Entry entry) {
        TopicSize all = TopicSize.NOTHING;
        TopicSize last = all;
        for (Plan topic : entry.topics()) {
            last = stage.write(topic, progress);
            all = all.plus(last);
        }
        return new Amount(all, last.records());
    }

    private void warmUp(Member member) {
        double seconds = 0;
        while (seconds < plan.warmSeconds()) {
            seconds += pass(member, "warm-up", false).measured().seconds();
        }
    }

    private Sample pass(Member member, String turn, boolean kept) {
        Entry entry = member.entry;
        passes++;
        String name = "%s-%s-%d".formatted(scenario, entry.name(), passes);
        try (Outputs outputs = Outputs.create(stage, entry, name)) {
            Task task = entry.task(stage.brokers(), outputs.place());
            double before = ProcessFigures.cpuSeconds();
            Measured measured = member.child.pass(task);
            Sample sample = new Sample(measured, ProcessFigures.cpuSeconds() - before);
            progress.say("%s/%s, %s: %,.0f k records/s"
                    .formatted(
                            scenario, entry.name(), turn, member.amount.size().records() / measured.seconds() / 1e3));
            if (kept) {
                member.found = new ResultReader(stage.brokers()).read(entry, outputs.place());
            }
            return sample;
        }
    }

    private void checkAgreement() {
        for (Member member : members) {
            Agreement.checkTotal(member.entry.name(), member.found, member.amount.counted());
        }
        for (int i = 0; i < members.size(); i++) {
            for (Member other : members.subList(i + 1, members.size())) {
                Member member = members.get(i);
                if (member.entry.topic().equals(other.entry.topic())
                        && Agreement.isPossible(member.found, other.found)) {
                    boolean single = member.entry.isSinglePrecision() || other.entry.isSinglePrecision();
                    Agreement.check(
                            member.entry.name(),
                            member.found,
                            other.entry.name(),
                            other.found,
                            single ? Agreement.FLOAT32 : Agreement.FLOAT64);
                }
            }
        }
    }

    private List<BarResult> bars(List<ContenderResult> results) {
        return group.bars().stream()
                .map(bar -> bar(bar, find(results, bar.contender()), find(results, bar.against())))
                .toList();
    }

    private static BarResult bar(Bar bar, ContenderResult contender, ContenderResult against) {
        List<Integer> rounds =
                IntStream.range(0, contender.samples().size()).boxed().toList();
        return new BarResult(
                bar.contender(),
                bar.against(),
                bar.atLeast(),
                bar.aim(),
                Spread.of(
                        rounds,
                        i -> contender.rate(contender.samples().get(i))
                                / against.rate(against.samples().get(i))),
                Spread.of(rounds, i -> cpuPerRecord(contender, i) / cpuPerRecord(against, i)));
    }

    private static double cpuPerRecord(ContenderResult result, int round) {
        return result.samples().get(round).measured().cpuSeconds() / result.records();
    }

    private static ContenderResult find(List<ContenderResult> results, String name) {
        return results.stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no contender is called " + name));
    }
}
