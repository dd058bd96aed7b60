using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Snippets;

public sealed class SnippetTests : IDisposable
{
    private const string Book = """
        name: book
        parameters: { one: { default: "1" } }
        steps:
          - { id: set, title: Sets both, uses: test/set, with: { values: { a: "${{ parameters.one }}", b: "x ${{ parameters.one }}" } }, timeout: 5m, retry: { attempts: 2, backoff: 1s } }
          - { id: ask, uses: test/ask, with: { text: "${{ steps.set.output.summary }}" } }
        """;

    private readonly TestBench _bench = new();

    private SnippetStore Store => new(_bench.Folder, _bench.Journal, new YamlDocumentParser(), new YamlDocumentWriter(), _bench.Operations);

    private SnippetRunner Runner => new(_bench.Session());

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Every_recorded_step_is_a_snippet_with_its_resolved_inputs()
    {
        RunState run = await _bench.RunAsync(Book);

        IReadOnlyList<SnippetEntry> entries = await Store.ListAsync(3, CancellationToken.None);
        (Snippet snippet, _) = await Store.FindAsync($"{run.Id}/ask", CancellationToken.None);

        entries.Select(entry => (entry.Name, entry.Uses)).ShouldBe([($"{run.Id}/set", "test/set"), ($"{run.Id}/ask", "test/ask")]);
        snippet.Inputs.ToJsonString().ShouldBe("""{"text":"a,b"}""");
        snippet.From.ShouldBe(new SnippetSource { Run = run.Id, Step = "ask", Runbook = "book", Service = "test" });
    }

    [Fact]
    public async Task A_step_runs_alone_as_a_run_of_its_own_that_says_where_it_comes_from()
    {
        RunState run = await _bench.RunAsync(Book);
        (Snippet snippet, _) = await Store.FindAsync($"{run.Id}/set", CancellationToken.None);
        _bench.World.Values["a"] = "old";

        RunState alone = (await Runner.RunAsync(snippet, _bench.Options, _bench, _bench, CancellationToken.None)).State;

        alone.Status.ShouldBe(RunStatus.Succeeded);
        alone.Id.ShouldNotBe(run.Id);
        alone.Created.Origin.ShouldBe(new RunOrigin(run.Id, "set", null));
        alone.Steps.Single().Step.Id.ShouldBe("set");
        _bench.World.Effects.ShouldBe(["a=1", "b=x 1", "a=1"]);
    }

    [Fact]
    public async Task Inputs_can_be_changed_for_one_run_and_the_plan_writes_nothing()
    {
        RunState run = await _bench.RunAsync(Book);
        (Snippet snippet, _) = await Store.FindAsync($"{run.Id}/set", CancellationToken.None);
        Snippet changed = Store.Set(snippet, new Dictionary<string, string> { ["values"] = "{ c: '3' }", ["times"] = "2" });

        Plan plan = await Runner.PlanAsync(changed, _bench.Folder, SilentProgress.Instance, CancellationToken.None);

        plan.Changes.Single().Summary.ShouldBe("c:  -> 3");
        (await _bench.Journal.ListAsync(CancellationToken.None)).ShouldBe([run.Id]);
        (await Runner.RunAsync(changed, _bench.Options, _bench, _bench, CancellationToken.None)).State.Status.ShouldBe(RunStatus.Succeeded);
        _bench.World.Values["c"].ShouldBe("3");
    }

    [Fact]
    public async Task All_that_is_wrong_with_changed_inputs_is_told_at_once()
    {
        RunState run = await _bench.RunAsync(Book);
        (Snippet snippet, _) = await Store.FindAsync($"{run.Id}/set", CancellationToken.None);

        Failure failure = Should.Throw<GuruException>(() => Store.Set(snippet, new Dictionary<string, string> { ["vlues"] = "x", ["times"] = "many", ["values"] = "[1" })).Failure;

        failure.Id.ShouldBe("InvalidInput");
        failure.Evidence.Count.ShouldBe(3);
        failure.Evidence[0].ShouldContain("Did you mean 'values'?");
    }

    [Fact]
    public async Task A_step_that_has_not_run_does_not_run_with_half_of_its_inputs()
    {
        RunState waiting = await _bench.RunAsync("""
            name: waits
            steps:
              - { id: set, uses: test/set, with: { values: { a: "1" } }, when: failure }
              - { id: ask, uses: test/ask, with: { text: "${{ steps.set.output.summary }}" } }
            """);

        (Snippet snippet, _) = await Store.FindAsync($"{waiting.Id}/ask", CancellationToken.None);

        snippet.Unknown.ShouldBe(new Dictionary<string, string> { ["text"] = "${{ steps.set.output.summary }}" });
        Failure failure = (await Should.ThrowAsync<GuruException>(() => Runner.RunAsync(snippet, _bench.Options, _bench, _bench, CancellationToken.None))).Failure;
        failure.Id.ShouldBe("InputsUnknown");
        failure.NextAction!.ShouldContain("--set text=");
        (await Should.ThrowAsync<GuruException>(() => Store.SaveAsync("half", snippet, false, CancellationToken.None))).Failure.Id.ShouldBe("InputsUnknown");
        Store.Set(snippet, new Dictionary<string, string> { ["text"] = "given" }).Unknown.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_saved_snippet_is_a_file_that_a_person_reads_and_comes_back_as_it_was()
    {
        RunState run = await _bench.RunAsync(Book);
        (Snippet snippet, _) = await Store.FindAsync($"{run.Id}/set", CancellationToken.None);

        string path = await Store.SaveAsync("both", snippet with { Description = "Sets both" }, false, CancellationToken.None);
        Snippet read = await Store.SavedAsync("both", CancellationToken.None);

        (await File.ReadAllTextAsync(path)).ShouldBe($"""
            # A snippet: guru snippet run both
            description: Sets both
            uses: test/set
            with:
              values:
                a: "1"
                b: x 1
            timeout: 5m
            retry:
              attempts: 2
              backoff: 1s
            from:
              run: {Quoted(run.Id)}
              step: set
              runbook: book
              service: test

            """.ReplaceLineEndings("\n"));
        read.Inputs.ToJsonString().ShouldBe(snippet.Inputs.ToJsonString());
        (read.Timeout, read.Retry, read.From).ShouldBe((snippet.Timeout, snippet.Retry, snippet.From));
        Directory.EnumerateFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
        (await Should.ThrowAsync<GuruException>(() => Store.SaveAsync("both", snippet, false, CancellationToken.None))).Failure.Id.ShouldBe("NameTaken");
        (await Should.ThrowAsync<GuruException>(() => Store.SaveAsync("../both", snippet, false, CancellationToken.None))).Failure.Id.ShouldBe("InvalidName");
        RunState alone = (await Runner.RunAsync(read, _bench.Options, _bench, _bench, CancellationToken.None)).State;
        alone.Created.Origin.ShouldBe(new RunOrigin(run.Id, "set", "both"));
    }

    [Fact]
    public async Task What_looks_like_a_reference_in_recorded_inputs_is_taken_as_it_is()
    {
        const string Odd = "uses ${{ secrets.TOKEN }} and $${{ it }}";
        RunState run = await _bench.RunAsync($"name: odd\nparameters: {{ t: {{ default: '{Odd}' }} }}\nsteps: [ {{ id: ask, uses: test/ask, with: {{ text: '${{{{ parameters.t }}}}' }} }} ]\n");
        (Snippet snippet, _) = await Store.FindAsync($"{run.Id}/ask", CancellationToken.None);
        await Store.SaveAsync("odd", snippet, false, CancellationToken.None);

        RunState alone = (await Runner.RunAsync(await Store.SavedAsync("odd", CancellationToken.None), _bench.Options, _bench, _bench, CancellationToken.None)).State;

        run.Step("ask").Inputs!["text"].ShouldBe(Odd);
        alone.Step("ask").Inputs!["text"].ShouldBe(Odd);
    }

    [Fact]
    public async Task A_step_with_targets_is_taken_target_by_target()
    {
        RunState run = await _bench.RunAsync("name: many\nsteps: [ { id: each, uses: test/set, forEach: [ a, b ], with: { values: { \"v\": \"${{ item }}\" } } } ]\n");

        Failure failure = (await Should.ThrowAsync<GuruException>(() => Store.FindAsync($"{run.Id}/each", CancellationToken.None))).Failure;
        (Snippet snippet, _) = await Store.FindAsync($"{run.Id}.each.2/each", CancellationToken.None);

        failure.Id.ShouldBe("StepHasTargets");
        failure.Evidence.ShouldBe([$"a: {run.Id}.each.1", $"b: {run.Id}.each.2"]);
        snippet.Inputs.ToJsonString().ShouldBe("""{"values":{"v":"b"}}""");
        (await Store.ListAsync(1, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_file_is_refused_with_every_place_and_hides_no_other()
    {
        RunState run = await _bench.RunAsync(Book);
        (Snippet snippet, _) = await Store.FindAsync($"{run.Id}/ask", CancellationToken.None);
        string good = await Store.SaveAsync("good", snippet, false, CancellationToken.None);
        string wrong = Path.Combine(Path.GetDirectoryName(good)!, "wrong.yaml");
        await File.WriteAllTextAsync(wrong, "uses: test/set\nwith:\n  valeus: {}\n  times: x\nnope: 1\n");

        InvalidDocumentException error = await Should.ThrowAsync<InvalidDocumentException>(() => Store.SavedAsync("wrong", CancellationToken.None));

        error.Diagnostics.Select(mistake => $"{mistake.Position.Line}:{mistake.Position.Column} {mistake.Id}").ShouldBe(["3:3 UnknownKey", "3:3 MissingKey", "4:10 InvalidValue", "5:1 UnknownKey"]);
        error.Diagnostics[0].Position.File.ShouldBe(wrong);
        IReadOnlyList<SnippetEntry> entries = await Store.ListAsync(0, CancellationToken.None);
        entries.Select(entry => (entry.Name, entry.Mistakes.Count)).ShouldBe([("good", 0), ("wrong", 4)]);
        (await Should.ThrowAsync<GuruException>(() => Store.SavedAsync("goood", CancellationToken.None))).Failure.Message.ShouldContain("Did you mean 'good'?");
    }

    [Fact]
    public async Task A_wrong_draft_is_kept_beside_the_snippet_and_the_next_one_goes_on_with_it()
    {
        RunState run = await _bench.RunAsync(Book);
        (Snippet snippet, _) = await Store.FindAsync($"{run.Id}/ask", CancellationToken.None);
        string path = await Store.SaveAsync("mine", snippet, false, CancellationToken.None);
        string before = await File.ReadAllTextAsync(path);
        string draft = await Store.DraftAsync("mine", CancellationToken.None);
        await File.WriteAllTextAsync(draft, before.Replace("test/ask", "test/aks", StringComparison.Ordinal));

        InvalidDocumentException error = await Should.ThrowAsync<InvalidDocumentException>(() => Store.TakeOverAsync("mine", draft, CancellationToken.None));

        (await File.ReadAllTextAsync(path)).ShouldBe(before);
        (await File.ReadAllTextAsync(error.Diagnostics[0].Position.File!)).ShouldContain("test/aks");
        string again = await Store.DraftAsync("mine", CancellationToken.None);
        string text = await File.ReadAllTextAsync(again);
        text.ShouldContain("test/aks");
        await File.WriteAllTextAsync(again, text.Replace("test/aks", "test/ask", StringComparison.Ordinal).Replace("\"a,b\"", "edited", StringComparison.Ordinal));
        (await Store.TakeOverAsync("mine", again, CancellationToken.None)).Inputs["text"]!.GetValue<string>().ShouldBe("edited");
        Directory.EnumerateFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    private static string Quoted(string id) => $"\"{id}\"";
}
