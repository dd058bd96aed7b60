using ServiceGuru.Operations;
using ServiceGuru.Runbooks;

namespace ServiceGuru.Sessions;

public sealed class RunPlannerTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_plan_reads_forecasts_and_writes_nothing()
    {
        List<string> asked = [];
        _bench.Query.Ask = (request, _) =>
        {
            asked.Add(request.Text);
            return Task.FromResult(request.Text == "sick" ? new Failure { Id = "Sick", Message = "unwell" } : null);
        };
        Runbook runbook = _bench.Read("""
            name: plan
            steps:
              - { id: go, uses: gate/approval, with: { question: Safe? } }
              - { id: set, uses: test/set, with: { values: { a: "1" } } }
              - { id: ask, uses: test/ask, with: { text: "${{ steps.set.output.summary }}" } }
              - { id: bad, uses: test/ask, with: { text: sick } }
              - { id: later, uses: test/ask, with: { text: "${{ steps.go.output.approvers }}", items: [] } }
            """.Replace("text: \"${{ steps.go.output.approvers }}\", items: []", "items: \"${{ steps.go.output.approvers }}\""));

        RunPlan plan = await _bench.Session().PlanRunAsync(runbook, _bench.Options, SilentProgress.Instance, CancellationToken.None);

        plan.CanRun.ShouldBeFalse();
        plan.Steps[1].Plan!.Changes.Single().Summary.ShouldBe("a:  -> 1");
        asked.ShouldBe(["forecast", "sick"]);
        plan.Steps[3].Failure!.Id.ShouldBe("Sick");
        plan.Steps[4].WaitsFor.ShouldBe("${{ steps.go.output.approvers }}");
        _bench.World.Effects.ShouldBeEmpty();
        (await _bench.Journal.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_parameters_are_all_told_before_anything_starts()
    {
        Runbook runbook = _bench.Read("""
            name: parameters
            parameters: { count: { type: integer }, deep: { type: boolean, default: true }, color: {} }
            steps: [ { id: a, uses: test/ask } ]
            """);

        GuruException error = await Should.ThrowAsync<GuruException>(() => _bench.Session().RunAsync(
            runbook,
            _bench.Options with { Parameters = new Dictionary<string, string> { ["count"] = "many", ["colour"] = "red" } },
            _bench,
            _bench,
            CancellationToken.None));

        error.Failure.Id.ShouldBe("InvalidParameter");
        error.Failure.Evidence.Count.ShouldBe(3);
        error.Failure.Evidence[0].ShouldContain("Did you mean 'color'?");
        (await _bench.Journal.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }
}
