using System.Text.Json.Nodes;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary>Plans, scenarios, snippets and single steps as they are typed; a gate is a step that needs no outside system.</summary>
public sealed class PlanVerbTests : IDisposable
{
    private const string Book = """
        name: ask-twice
        parameters:
          question: { default: "Safe?" }
          sure: { type: boolean, default: false }
        scenarios:
          calm: { description: On quiet days., parameters: { question: Still quiet? } }
        steps:
          - { id: ask, title: Asks, uses: gate/approval, with: { question: "${{ parameters.question }}" } }
          - { id: again, title: Asks again, uses: gate/approval, with: { question: "Really?" } }
        """;

    private readonly TestHost _host = new();

    public PlanVerbTests() => _host.Write("book.yaml", Book);

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_plan_prints_its_hash_keeps_itself_in_a_file_and_leaves_no_record()
    {
        (await GuruAsync("plan", "book.yaml", "--out", "plan.json")).ShouldBe(0);
        string hash = Plan()["hash"]!.GetValue<string>();

        _host.Out.ShouldContain($"plan {hash}");
        Plan()["document"]!.GetValue<string>().ShouldBe("serviceguru-plan");
        (await GuruAsync("plan", "book.yaml", "--output", "json")).ShouldBe(0);
        JsonNode.Parse(_host.Out)!["result"]!["hash"]!.GetValue<string>().ShouldBe(hash);
        Directory.Exists(Path.Combine(_host.State, "runs")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_of_another_kind_is_not_overwritten()
    {
        (await GuruAsync("plan", "book.yaml", "--out", "book.yaml")).ShouldBe(2);

        _host.Error.ShouldContain("NotAPlan");
        File.ReadAllText(Path.Combine(_host.Folder, "book.yaml")).ShouldStartWith("name: ask-twice");
    }

    [Fact]
    public async Task A_file_that_can_not_be_written_is_wrong_usage_and_named_as_it_was_typed()
    {
        string run = await RunAsync();
        await File.WriteAllTextAsync(Path.Combine(_host.State, "snippets"), "no folder");
        foreach (string[] args in (string[][])[["plan", "book.yaml", "--out", "nowhere/file"], ["export", run, "--out", "nowhere/file"], ["snippet", "save", "file", "--from", run, "ask"], ["serve", "token", "add", "ada", "--token-file", "book.yaml/file"]])
        {
            (await _host.RunAsync(args[0] == "plan" ? [.. args, "--service", "packit"] : args)).ShouldBe(2, string.Join(' ', args));

            _host.Error.ShouldContain("FileNotWritten");
            _host.Error.ShouldContain("can't be written.");
            _host.Error.ShouldNotContain(".tmp");
        }
    }

    [SkippableTheory]
    [InlineData("check")]
    [InlineData("plan")]
    [InlineData("run", "--yes")]
    public async Task The_wait_for_somebody_who_writes_to_a_pipe_can_be_ended(string verb, params string[] options)
    {
        Skip.If(OperatingSystem.IsWindows(), "pipes are no files there");
        string pipe = Path.Combine(_host.Folder, "pipe");
        using (System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", pipe))
        {
            await make.WaitForExitAsync();
        }

        using CancellationTokenSource end = new();
        Task<int> waiting = Task.Run(() => _host.RunAsync(_host.Parts, end.Token, [verb, "pipe", "--service", "packit", .. options]));
        try
        {
            await end.CancelAsync();
            (await waiting.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(1);
            _host.Error.ShouldContain("Stopped");
        }
        finally
        {
            // Lets go whoever still waits in the system: opened both ways, a pipe waits for nobody.
            await using FileStream both = new(pipe, FileMode.Open, FileAccess.ReadWrite);
        }
    }

    [Fact]
    public async Task A_run_holds_to_its_plan_by_file_and_by_hash()
    {
        await GuruAsync("plan", "book.yaml", "--param", "question=Now?", "--out", "plan.json");
        string hash = Plan()["hash"]!.GetValue<string>();

        (await GuruAsync("run", "book.yaml", "--plan", "plan.json", "--yes")).ShouldBe(0, _host.Error);
        _host.Out.ShouldContain($"holds to plan {hash[..12]}");
        (await GuruAsync("run", "book.yaml", "--plan", hash, "--param", "question=Now?", "--yes", "--output", "json")).ShouldBe(0, _host.Error);

        JsonNode.Parse(_host.Out)!["planHash"]!.GetValue<string>().ShouldBe(hash);
    }

    [Fact]
    public async Task A_run_that_would_drift_is_refused_with_1_and_nothing_is_recorded()
    {
        await GuruAsync("plan", "book.yaml", "--out", "plan.json");
        File.AppendAllText(Path.Combine(_host.Folder, "book.yaml"), "\n# changed\n");

        (await GuruAsync("run", "book.yaml", "--plan", "plan.json", "--yes")).ShouldBe(1);

        _host.Error.ShouldContain("PlanDrifted");
        _host.Error.ShouldContain("the runbook ask-twice was changed since it was planned");
        _host.Error.ShouldContain($"'guru plan {Path.Combine(_host.Folder, "book.yaml")} --out FILE'");
        Directory.Exists(Path.Combine(_host.State, "runs")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("nowhere.json", "PlanNotFound")]
    [InlineData("book.yaml", "NotAPlan")]
    [InlineData("abcdef01", "PlanNotFound")]
    public async Task What_is_no_plan_is_wrong_usage(string plan, string id)
    {
        (await GuruAsync("run", "book.yaml", "--plan", plan, "--yes")).ShouldBe(2);

        _host.Error.ShouldContain(id);
    }

    [Fact]
    public async Task Scenarios_are_saved_listed_shown_used_and_removed()
    {
        (await GuruAsync("scenario", "save", "book.yaml", "mine", "--param", "question=Mine?", "--description", "My own.")).ShouldBe(0, _host.Error);
        (await GuruAsync("scenario", "list", "book.yaml")).ShouldBe(0);
        _host.Out.ShouldContain("calm");
        _host.Out.ShouldContain("question=Mine?");
        (await GuruAsync("scenario", "show", "book.yaml", "mine")).ShouldBe(0);
        _host.Out.ShouldContain("sure");

        (await GuruAsync("run", "book.yaml", "--scenario", "mine", "--param", "sure=true", "--yes", "--output", "json")).ShouldBe(0, _host.Error);

        JsonNode run = JsonNode.Parse(_host.Out)!;
        run["scenario"]!.GetValue<string>().ShouldBe("mine");
        run["steps"]![0]!["gate"]!["question"]!.GetValue<string>().ShouldBe("Mine?");
        (await GuruAsync("scenario", "remove", "book.yaml", "mine")).ShouldBe(0);
        (await GuruAsync("run", "book.yaml", "--scenario", "mine", "--yes")).ShouldBe(2);
        _host.Error.ShouldContain("ScenarioNotFound");
    }

    [Fact]
    public async Task A_step_runs_alone_with_its_recorded_inputs_or_others()
    {
        string run = await RunAsync();

        (await GuruAsync("step", run, "ask", "--plan")).ShouldBe(0, _host.Error);
        _host.Out.ShouldContain("asks: Safe?");
        (await GuruAsync("step", run, "ask", "--what-if")).ShouldBe(0, _host.Error);
        _host.Out.ShouldContain("asks: Safe?");
        (await GuruAsync("step", run, "ask", "--set", "question=Alone?", "--yes", "--output", "json")).ShouldBe(0, _host.Error);

        JsonNode alone = JsonNode.Parse(_host.Out)!;
        alone["runId"]!.GetValue<string>().ShouldNotBe(run);
        alone["origin"]!.ToJsonString().ShouldBe($$"""{"runId":"{{run}}","step":"ask"}""");
        alone["steps"]!.AsArray().Single()!["gate"]!["question"]!.GetValue<string>().ShouldBe("Alone?");
        (await GuruAsync("step", run, "aks", "--yes")).ShouldBe(2);
        _host.Error.ShouldContain("Did you mean 'ask'?");
        (await GuruAsync("step", run, "ask", "--set", "qestion=x", "--yes")).ShouldBe(2);
        _host.Error.ShouldContain("Did you mean 'question'?");
    }

    [Fact]
    public async Task A_change_that_nobody_can_be_asked_for_needs_a_yes()
    {
        _host.Write("change.yaml", "name: change\nsteps:\n  - { id: go, uses: gate/approval, with: { question: a } }\n  - { id: say, uses: notice/message, with: { text: hello }, when: failure }\n");
        (await GuruAsync("run", "change.yaml", "--yes")).ShouldBe(0, _host.Error);
        string run = Runs().Single();

        (await GuruAsync("step", run, "say")).ShouldBe(2);

        _host.Error.ShouldContain("NotConfirmed");
        _host.Error.ShouldContain("--plan");
    }

    [Fact]
    public async Task Snippets_are_saved_listed_changed_run_and_removed()
    {
        string run = await RunAsync();

        (await GuruAsync("snippet", "list")).ShouldBe(0);
        _host.Out.ShouldContain($"{run}/ask");
        (await GuruAsync("snippet", "save", "mine", "--from", run, "ask", "--description", "Asks.")).ShouldBe(0, _host.Error);
        (await GuruAsync("snippet", "set", "mine", "question=Changed?", "need=1")).ShouldBe(0, _host.Error);
        (await GuruAsync("snippet", "show", "mine")).ShouldBe(0);
        _host.Out.ShouldContain("question: \"Changed?\"");
        _host.Out.ShouldContain("uses: gate/approval");
        (await GuruAsync("snippet", "run", "mine", "--yes", "--output", "json")).ShouldBe(0, _host.Error);
        JsonNode.Parse(_host.Out)!["origin"]!["snippet"]!.GetValue<string>().ShouldBe("mine");
        (await GuruAsync("snippet", "run", $"{run}/again", "--yes")).ShouldBe(0, _host.Error);
        _host.Out.ShouldContain($"step again of run {run} alone");
        (await GuruAsync("snippet", "remove", "mine")).ShouldBe(0);
        (await GuruAsync("snippet", "show", "mine")).ShouldBe(2);
        _host.Error.ShouldContain("SnippetNotFound");
    }

    [SkippableFact]
    public async Task A_snippet_is_edited_in_the_users_own_editor()
    {
        Skip.If(OperatingSystem.IsWindows(), "sed is not on PATH");
        string run = await RunAsync();
        await GuruAsync("snippet", "save", "mine", "--from", run, "ask");
        string file = Path.Combine(_host.State, "snippets", "mine.yaml");
        (await GuruAsync("snippet", "edit", "mine")).ShouldBe(2);
        _host.Error.ShouldContain("NoEditor");

        _host.Environment["EDITOR"] = "sed -i s/Safe/Edited/";
        (await GuruAsync("snippet", "edit", "mine")).ShouldBe(0, _host.Error);
        File.ReadAllText(file).ShouldContain("Edited?");

        _host.Environment["VISUAL"] = "sed -i s/question/qeustion/";
        (await GuruAsync("snippet", "edit", "mine")).ShouldBe(2);
        _host.Error.ShouldContain("mine.refused.yaml:4:3: UnknownKey");
        _host.Error.ShouldContain("The snippet stays as it was");
        File.ReadAllText(file).ShouldContain("question: \"Edited?\"");

        _host.Environment["VISUAL"] = "false";
        (await GuruAsync("snippet", "edit", "mine")).ShouldBe(2);
        _host.Error.ShouldContain("EditorFailed");
        Directory.GetFiles(Path.GetDirectoryName(file)!, "*draft*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_are_checked_and_any_mistake_exits_with_2()
    {
        string wrong = _host.Write("wrong.yaml", "uses: gate/approval\nwith: { qestion: x }\n");

        (await _host.RunAsync("check", "book.yaml", "weekly-production")).ShouldBe(0);
        _host.Out.ShouldContain("no mistake in 2 files");
        (await _host.RunAsync("check", "book.yaml", "wrong.yaml", "nowhere.yaml")).ShouldBe(2);
        _host.Out.ShouldContain($"{wrong}:2:9: UnknownKey");
        _host.Out.ShouldContain("FileNotFound");
        (await _host.RunAsync("check", "weekly-production", "--service", "packit", "--output", "json")).ShouldBe(0);
        JsonNode.Parse(_host.Out)!["diagnostics"]!.AsArray().Count.ShouldBe(0);
    }

    private async Task<string> RunAsync()
    {
        (await GuruAsync("run", "book.yaml", "--yes", "--output", "json")).ShouldBe(0, _host.Error);
        return JsonNode.Parse(_host.Out)!["runId"]!.GetValue<string>();
    }

    private string[] Runs() => [.. Directory.GetDirectories(Path.Combine(_host.State, "runs")).Select(folder => Path.GetFileName(folder))];

    private JsonNode Plan() => JsonNode.Parse(File.ReadAllText(Path.Combine(_host.Folder, "plan.json")))!;

    private Task<int> GuruAsync(params string[] args) => _host.RunAsync([.. args, "--service", "packit"]);
}
