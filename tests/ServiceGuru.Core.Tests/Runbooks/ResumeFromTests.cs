using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Promises;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Runbooks;

/// <summary>A run goes on from a step that somebody chose, or with its runbook's present text.</summary>
public sealed class ResumeFromTests : IDisposable
{
    private const string Book = """
        name: from
        steps:
          - { id: one, uses: test/set, with: { values: { a: new } } }
          - { id: ask, uses: test/ask, with: { text: "${{ steps.one.output.summary }}" } }
          - { id: two, uses: test/set, with: { values: { b: "${{ steps.ask.output.text }}" } } }
          - { id: beside, needs: [one], uses: test/ask }
        """;

    private readonly TestBench _bench = new();

    private string File => Path.Combine(_bench.Folder, "book.yaml");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_succeeded_run_goes_on_from_a_chosen_step_in_the_same_record()
    {
        RunState done = await _bench.RunAsync(Book);
        _bench.World.Values["b"] = "changed by hand";

        RunState again = await FromAsync(done.Id, "ask");

        again.Status.ShouldBe(RunStatus.Succeeded);
        again.Resumes.ShouldBe(1);
        string.Join(" ", again.Steps.Select(step => $"{step.Step.Id}:{step.Attempt}")).ShouldBe("one:1 ask:2 two:2 beside:1");
        _bench.World.Values["b"].ShouldBe("a");
        _bench.Records.Select(record => record.Event).OfType<RunResumed>().ShouldHaveSingleItem().From.ShouldBe("ask");
    }

    [Fact]
    public async Task Steps_before_it_that_have_not_succeeded_are_left_out()
    {
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "Sick", Message = "sick" });
        RunState failed = await _bench.RunAsync("""
            name: from
            steps:
              - { id: ask, uses: test/ask }
              - { id: two, uses: test/set, with: { values: { b: new } } }
            """);

        RunState again = await FromAsync(failed.Id, "two");

        again.Status.ShouldBe(RunStatus.Succeeded);
        again.Step("ask").Status.ShouldBe(StepStatus.Skipped);
        again.Step("ask").SkipReason.ShouldBe("ann went on from 'two'");
        _bench.World.Effects.ShouldBe(["b=new"]);
    }

    [Fact]
    public async Task Nobody_goes_round_a_gate_by_beginning_behind_it()
    {
        _bench.Answer = (gate, _) => Task.FromResult<GateAnswer?>(new GateAnswer(gate.Step, "bob", false, null));
        RunState denied = await _bench.RunAsync("""
            name: gated
            steps:
              - { id: gate, uses: gate/approval, with: { question: ok? } }
              - { id: two, uses: test/set, with: { values: { b: new } } }
            """);

        RunState still = await FromAsync(denied.Id, "two");

        still.Status.ShouldBe(RunStatus.Failed);
        still.Failure!.Id.ShouldBe("GateDenied");
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_that_is_none_is_refused_before_anything_is_recorded()
    {
        RunState done = await _bench.RunAsync(Book);

        Failure failure = await RefusedAsync(done, new ResumeOptions { By = "ann", From = "aks" });

        failure.Id.ShouldBe("StepNotFound");
        failure.Message.ShouldContain("Did you mean 'ask'?");
    }

    [Fact]
    public async Task Every_output_that_would_be_missing_is_named_before_anything_is_recorded()
    {
        _bench.World.BeforeSet = (_, _) => throw new GuruException(new Failure { Id = "Sick", Message = "sick" });
        RunState failed = await _bench.RunAsync("""
            name: from
            steps:
              - { id: one, uses: test/set, with: { values: { a: new } } }
              - { id: ask, uses: test/ask }
              - { id: two, uses: test/ask, with: { text: "${{ steps.ask.output.text }} ${{ steps.ask.output.text }}" } }
              - { id: three, uses: test/ask, with: { items: [ "${{ steps.ask.output.text }}" ] } }
            """);

        Failure failure = await RefusedAsync(failed, new ResumeOptions { By = "ann", From = "two" });

        failure.Id.ShouldBe("OutputMissing");
        failure.Kind.ShouldBe(FailureKind.Usage);
        failure.Evidence.ShouldBe(
        [
            "step 'two' needs ${{ steps.ask.output.text }}, and 'ask' is left out and has no output",
            "step 'three' needs ${{ steps.ask.output.text }}, and 'ask' is left out and has no output",
        ]);
    }

    [Fact]
    public async Task A_change_that_was_cut_off_is_looked_at_before_its_step_is_planned_anew()
    {
        _bench.World.AfterSet = change => change.Target == "b" ? throw new DyingException() : Task.CompletedTask;
        RunState cut = await CutOffAsync(Book, "b");
        cut.Step("two").Changes.ShouldHaveSingleItem().Status.ShouldBe(ChangeStatus.Started);
        _bench.World.AfterSet = _ => Task.CompletedTask;

        RunState again = await FromAsync(cut.Id, "two");

        again.Status.ShouldBe(RunStatus.Succeeded);
        _bench.World.Effects.ShouldBe(["a=new", "b=a"]);
        again.Step("two").Changes.ShouldHaveSingleItem().Status.ShouldBe(ChangeStatus.Applied);
    }

    [Fact]
    public async Task A_changed_runbook_is_refused_with_what_differs()
    {
        RunState failed = await FailAsync(Two);
        await WriteAsync("""
            name: book
            steps:
              - { id: one, uses: test/set, with: { values: { a: new, x: new } } }
              - { id: more, uses: test/ask }
            """);

        Failure failure = await RefusedAsync(failed, new ResumeOptions { By = "ann" });

        failure.Id.ShouldBe("RunbookChanged");
        failure.NextAction!.ShouldContain("--migrate");
        failure.Evidence.ShouldBe(["added: step 'more' (test/ask)", "removed: step 'ask' (test/ask)", "changed: step 'one' (with)"]);
    }

    [Fact]
    public async Task A_migrated_run_keeps_what_it_was_started_with_of_every_type()
    {
        const string Book = """
            name: book
            parameters: { names: { type: list, default: [one, "two, three"] }, deep: { type: boolean, default: true }, count: { type: integer, default: 7 }, text: { default: "12" } }
            steps:
              - { id: ask, uses: test/ask }
              - { id: each, uses: test/ask, forEach: "${{ parameters.names }}", with: { text: "${{ item }}" } }
            """;
        RunState failed = await FailAsync(Book);
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(null);
        await WriteAsync(Book.Replace("default: 7", "default: 8", StringComparison.Ordinal).Replace("[one,", "[other,", StringComparison.Ordinal));

        RunState state = (await _bench.Session().ResumeAsync(failed.Id, new ResumeOptions { By = "ann", Migrate = true }, _bench, _bench, CancellationToken.None)).State;

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Created.Parameters.ToString().ShouldBe("""{"names":["one","two, three"],"deep":true,"count":7,"text":"12"}""");
        state.Step("each").Targets.Select(target => target.Target.Name).ShouldBe(["one", "two, three"]);
    }

    [Fact]
    public async Task A_migrated_run_follows_the_present_text_with_what_it_has_done()
    {
        RunState failed = await FailAsync(Two);
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(null);
        await WriteAsync("""
            name: book
            parameters: { value: { default: b } }
            steps:
              - { id: one, uses: test/set, with: { values: { a: new } } }
              - { id: ask, uses: test/ask, with: { text: "${{ parameters.value }}" } }
              - { id: more, uses: test/set, with: { values: { c: "${{ steps.ask.output.text }}" } } }
            """);

        RunState state = (await _bench.Session().ResumeAsync(failed.Id, new ResumeOptions { By = "ann", Migrate = true }, _bench, _bench, CancellationToken.None)).State;

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Created.RunbookText.ShouldBe(await System.IO.File.ReadAllTextAsync(File));
        _bench.World.Effects.ShouldBe(["a=new", "c=b"]);
        _bench.Records.Select(record => record.Event).OfType<RunMigrated>().ShouldHaveSingleItem().By.ShouldBe("ann");

        // From here on that text is the run's own.
        (await FromAsync(state.Id, "more")).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_run_that_is_held_to_a_plan_does_not_follow_another_text()
    {
        int asked = 0;
        _bench.Query.Ask = (_, _) => Task.FromResult(++asked < 3 ? null : new Failure { Id = "No", Message = "no" });
        await WriteAsync(Two);
        Runbook book = _bench.Read(Two) with { Path = File };
        PlanDocument plan = (await _bench.Session().PlanRunAsync(book, _bench.Options, SilentProgress.Instance, CancellationToken.None)).ToDocument();
        RunState failed = (await _bench.Session().RunAsync(book, _bench.Options with { Plan = PlannedRun.Of(plan) }, _bench, _bench, CancellationToken.None)).State;
        failed.Status.ShouldBe(RunStatus.Failed);
        await WriteAsync(Two + "\n  - { id: more, uses: test/set, with: { values: { c: new } } }\n");

        Failure failure = await RefusedAsync(failed, new ResumeOptions { By = "ann", Migrate = true });

        failure.Id.ShouldBe("PlanOfOtherText");
        failure.Evidence.ShouldBe([$"plan {plan.Hash}"]);
    }

    [Fact]
    public async Task A_migration_that_would_lose_what_has_begun_is_refused_with_every_reason()
    {
        RunState failed = await FailAsync(Two);
        await WriteAsync("""
            name: book
            parameters: { needed: {} }
            steps:
              - { id: one, uses: test/ask }
            """);

        Failure failure = await RefusedAsync(failed, new ResumeOptions { By = "ann", Migrate = true });

        failure.Id.ShouldBe("MigrationImpossible");
        failure.Evidence.ShouldBe(
        [
            "step 'one' has begun with test/set, and uses test/ask in it",
            "step 'ask' has begun, and is not in it any more",
            "The parameter 'needed' needs a value.",
        ]);
    }

    [Fact]
    public async Task The_present_text_is_validated_whole()
    {
        RunState failed = await FailAsync(Two);
        await WriteAsync("""
            name: book
            steps:
              - { id: one, uses: test/set, needs: [nowhere] }
              - { id: ask, uses: test/aks }
            """);

        InvalidDocumentException error = await Should.ThrowAsync<InvalidDocumentException>(
            () => _bench.Session().ResumeAsync(failed.Id, new ResumeOptions { By = "ann", Migrate = true }, _bench, _bench, CancellationToken.None));

        error.Diagnostics.Count.ShouldBeGreaterThan(1);
        (await _bench.Session().GetRunAsync(failed.Id, CancellationToken.None)).Sequence.ShouldBe(failed.Sequence);
    }

    [Fact]
    public async Task The_run_of_a_single_operation_follows_no_file()
    {
        _bench.World.BeforeSet = (_, _) => throw new GuruException(new Failure { Id = "Sick", Message = "sick" });
        RunState failed = (await _bench.Session().ApplyAsync("test/set", new SetRequest { Values = new Dictionary<string, string> { ["a"] = "new" } }, _bench.Options, _bench, _bench, CancellationToken.None)).State;

        (await RefusedAsync(failed, new ResumeOptions { By = "ann", Migrate = true })).Id.ShouldBe("MigrationImpossible");
    }

    private const string Two = """
        name: book
        steps:
          - { id: one, uses: test/set, with: { values: { a: new } } }
          - { id: ask, uses: test/ask }
        """;

    private async Task<RunState> FailAsync(string yaml)
    {
        await WriteAsync(yaml);
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "Sick", Message = "sick" });
        Runbook book = new RunbookReader(new YamlDocumentParser(), _bench.Operations).Read(yaml, File);
        return (await _bench.Session().RunAsync(book, _bench.Options, _bench, _bench, CancellationToken.None)).State;
    }

    private Task WriteAsync(string yaml) => System.IO.File.WriteAllTextAsync(File, yaml);

    // The process dies while it waits for the answer.
    private async Task<RunState> CutOffAsync(string yaml, string target)
    {
        Mortal ledger = new(_bench.Journal, record => record is ChangeEnded ended && ended.Step == "two");
        await Should.ThrowAsync<Exception>(() => _bench.Session(ledger).RunAsync(_bench.Read(yaml), _bench.Options, _bench, _bench, CancellationToken.None), target);
        return await _bench.Session().GetRunAsync((await _bench.Journal.ListAsync(CancellationToken.None))[0], CancellationToken.None);
    }

    private async Task<RunState> FromAsync(string id, string step) =>
        (await _bench.Session().ResumeAsync(id, new ResumeOptions { By = "ann", From = step }, _bench, _bench, CancellationToken.None)).State;

    private async Task<Failure> RefusedAsync(RunState run, ResumeOptions options)
    {
        GuruException error = await Should.ThrowAsync<GuruException>(() => _bench.Session().ResumeAsync(run.Id, options, _bench, _bench, CancellationToken.None));
        (await _bench.Session().GetRunAsync(run.Id, CancellationToken.None)).Sequence.ShouldBe(run.Sequence);
        return error.Failure;
    }

    private sealed class DyingException : Exception;

    private sealed class Mortal(IRunLedger inner, Func<RunEvent, bool> dies) : DelegatingRunLedger(inner)
    {
        public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken) =>
            new Writer(await base.CreateAsync(runId, created, cancellationToken), dies);

        private sealed class Writer(IRunWriter inner, Func<RunEvent, bool> dies) : DelegatingRunWriter(inner)
        {
            private bool _dead;

            public override ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
            {
                _dead = _dead || dies(runEvent);
                return _dead ? throw new DyingException() : base.AppendAsync(runEvent, cancellationToken);
            }
        }
    }
}
