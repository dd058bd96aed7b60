using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Promises;
using ServiceGuru.Time;

namespace ServiceGuru.Sessions;

public sealed class PlanHashTests : IDisposable
{
    private const string TwoSteps = """
        name: two
        parameters: { one: { default: "1" }, other: { default: "x" } }
        steps:
          - { id: set, title: Sets, uses: test/set, with: { values: { a: "${{ parameters.one }}", b: "2" } } }
          - { id: ask, uses: test/ask }
        """;

    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_same_world_gives_the_same_hash_also_later()
    {
        string first = (await PlanAsync(TwoSteps)).Hash;
        ((ManualTimeProvider)_bench.Time).Advance(TimeSpan.FromDays(1));

        (await PlanAsync(TwoSteps)).Hash.ShouldBe(first);
        first.ShouldMatch("^[0-9a-f]{64}$");
    }

    [Fact]
    public async Task The_order_in_which_parameters_are_written_does_not_matter()
    {
        string one = (await PlanAsync(TwoSteps, ("one", "5"), ("other", "y"))).Hash;

        (await PlanAsync(TwoSteps, ("other", "y"), ("one", "5"))).Hash.ShouldBe(one);
        PlanDocument document = (await PlanAsync(TwoSteps, ("one", "5"), ("other", "y"))).ToDocument();
        (document with { Parameters = new() { ["other"] = "y", ["one"] = "5" } }).ComputeHash().ShouldBe(one);
    }

    [Theory]
    [InlineData("a", "9")]
    [InlineData("b", "2")]
    public async Task Another_world_gives_another_hash(string name, string value)
    {
        string before = (await PlanAsync(TwoSteps)).Hash;
        _bench.World.Values[name] = value;

        (await PlanAsync(TwoSteps)).Hash.ShouldNotBe(before);
    }

    [Fact]
    public async Task Other_parameters_or_another_runbook_give_another_hash()
    {
        string[] hashes =
        [
            (await PlanAsync(TwoSteps)).Hash,
            (await PlanAsync(TwoSteps, ("one", "3"))).Hash,
            (await PlanAsync(TwoSteps, ("other", "z"))).Hash,
            (await PlanAsync(TwoSteps + "# a word\n")).Hash,
        ];

        hashes.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task What_stands_in_the_way_is_part_of_the_hash_and_how_it_is_said_is_not()
    {
        string well = (await PlanAsync(TwoSteps)).Hash;
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "Sick", Message = "for 2 minutes" });
        string sick = (await PlanAsync(TwoSteps)).Hash;
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "Sick", Message = "for 3 minutes" });

        (await PlanAsync(TwoSteps)).Hash.ShouldBe(sick);
        sick.ShouldNotBe(well);
    }

    [Fact]
    public async Task Every_part_of_a_change_but_its_words_is_part_of_the_hash()
    {
        PlanDocument plan = (await PlanAsync(TwoSteps)).ToDocument();
        StepPromise step = plan.Steps[0];
        Func<ChangePromise, ChangePromise>[] differences =
        [
            change => change with { Id = "7" },
            change => change with { Kind = "other" },
            change => change with { Target = "other" },
            change => change with { From = "other" },
            change => change with { To = "other" },
            change => change with { Destructive = true },
            change => change with { Effect = EffectContract.Keyed },
            change => change with { After = ["2"] },
            change => change with { AfterEndOf = ["2"] },
            change => change with { Details = new Dictionary<string, string> { ["some"] = "thing" } },
        ];

        string[] hashes = [.. differences.Select(difference => (plan with { Steps = [step with { Changes = [difference(step.Changes[0]), step.Changes[1]] }, plan.Steps[1]] }).ComputeHash())];

        hashes.Append(plan.Hash).Distinct().Count().ShouldBe(differences.Length + 1);
        (plan with { Steps = [step with { Changes = [step.Changes[0] with { Summary = "in other words" }, step.Changes[1]] }, plan.Steps[1]] }).ComputeHash().ShouldBe(plan.Hash);
    }

    [Fact]
    public async Task Steps_whose_plan_waits_for_the_run_are_named_and_promise_nothing()
    {
        RunPlan plan = await PlanAsync("""
            name: gaps
            steps:
              - { id: go, uses: gate/approval, with: { question: Safe? } }
              - { id: later, uses: test/ask, with: { items: "${{ steps.go.output.approvers }}" } }
              - { id: mend, uses: test/set, with: { values: { a: "1" } }, when: failure }
            """);

        plan.Steps.Select(step => step.Gap).ShouldBe([null, PromiseGap.WaitsForRun, PromiseGap.OnlyAfterFailure]);
        plan.ToDocument().Steps[2].Changes.ShouldBeEmpty();
    }

    private Task<RunPlan> PlanAsync(string yaml, params (string Name, string Value)[] parameters) => _bench.Session().PlanRunAsync(
        _bench.Read(yaml),
        _bench.Options with { Parameters = parameters.ToDictionary(entry => entry.Name, entry => entry.Value) },
        SilentProgress.Instance,
        CancellationToken.None);
}
