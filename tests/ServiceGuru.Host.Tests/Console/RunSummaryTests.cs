using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Approvals;
using ServiceGuru.Branches;
using ServiceGuru.Health;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Console.Runs;
using ServiceGuru.Images;
using ServiceGuru.Ledger;
using ServiceGuru.Notices;
using ServiceGuru.Operations;
using ServiceGuru.PullRequests;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Reports;
using ServiceGuru.Rollouts;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Services;
using RunState = ServiceGuru.Runbooks.State.RunState;
using RunStatus = ServiceGuru.Runbooks.State.RunStatus;

namespace ServiceGuru.Host.Tests.Console;

public sealed class RunSummaryTests
{
    private const string Resume = "guru resume 20261123-130502-k7qd";

    private static readonly string From = new('1', 40);
    private static readonly string To = new('2', 40);
    private static readonly string Digest = $"sha256:{new string('a', 64)}";

    [Fact]
    public void A_run_that_succeeded_tells_what_it_has_brought_about()
    {
        string[] lines = Show(Succeeded());

        lines.ShouldContain("packit      stable  1111111  2222222  12       moved");
        lines.ShouldContain("ogr         stable  1111111  1111111           up to date");
        lines.ShouldContain("quay.io/packit/worker  prod  sha256:aaaaaaaaaaaa  2222222");
        lines.ShouldContain("worker    2              2/2    sha256:aaaaaaaaaaaa  9.0s");
        lines.ShouldContain("packit     1111111  2222222  yes");
        lines.ShouldContain("topic restored  matrix: the old topic");
        lines.ShouldContain("blog post       /home/ann/weekly/2026/week-48.md  Week 48 in Packit, 1 note");
        lines[^1].ShouldStartWith("✓ weekly-production succeeded in ");
        lines.ShouldNotContain(line => line.Contains("resume", StringComparison.Ordinal) || line.Contains("can be undone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_parameter_that_is_a_list_is_shown_on_one_line_as_people_give_it()
    {
        StringWriter writer = new() { NewLine = "\n" };
        RunState run = Succeeded().State;
        JsonObject parameters = new() { ["clusters"] = new JsonArray("stg", "prod"), ["minutes"] = 5 };
        RunView.Show(new PlainScreen(writer), run with { Created = run.Created with { Parameters = parameters } });

        string[] lines = writer.ToString().Split('\n');
        lines.ShouldContain("clusters = stg, prod");
        lines.ShouldContain("minutes = 5");
    }

    [Fact]
    public void A_run_that_failed_tells_cause_evidence_next_action_what_was_undone_what_can_be_and_how_to_go_on()
    {
        string[] lines = Show(Failed());

        lines.ShouldContain("undone:  packit: stable 2222222 -> 1111111");
        lines.ShouldContain("✗ The image can't be pulled. [ImageNotFound]");
        lines.ShouldContain("  on:       pod/worker-0");
        lines.ShouldContain("  why:      manifest unknown");
        lines.ShouldContain("  evidence: event Failed");
        lines.ShouldContain("            log: ␛[31mred␛[0m");
        lines.ShouldContain("  next:     Have the image built.");
        lines.ShouldContain("can be undone:  ogr: stable back to 1111111");
        lines.ShouldNotContain("can be undone:  packit: stable back to 1111111");
        lines[^1].ShouldBe($"go on with:  {Resume}");
    }

    [Fact]
    public void On_a_terminal_the_same_is_said_in_color()
    {
        StringWriter writer = new() { NewLine = "\n" };

        RunSummaryView.Show(new TerminalScreen(TestTerminal.Create(writer)), Succeeded().State, Commands(Resume), held: false);

        writer.ToString().ShouldContain("\u001b[32mmoved");
        writer.ToString().ShouldContain("╭───");
        writer.ToString().ShouldContain("week-48.md");
    }

    [Fact]
    public void The_terminal_breaks_no_line_that_somebody_may_copy()
    {
        StringWriter writer = new() { NewLine = "\n" };
        string command = $"guru resume 20261123-130502-k7qd --state /{string.Join('/', Enumerable.Repeat("folder", 60))}";

        RunSummaryView.Show(new TerminalScreen(TestTerminal.Create(writer)), Failed().State, Commands(command), held: false);

        writer.ToString().ShouldContain(command);
    }

    [Fact]
    public void The_document_of_a_run_has_the_names_that_programs_rely_on()
    {
        JsonNode document = JsonSerializer.SerializeToNode(RunDocument.Of(Succeeded().State, Commands(Resume)), LedgerJson.Options)!;

        document["status"]!.GetValue<string>().ShouldBe("succeeded");
        document["runId"]!.GetValue<string>().ShouldBe(SampleRun.Id);
        document["exitCode"]!.GetValue<int>().ShouldBe(0);
        document["failure"].ShouldBeNull();
        document["resume"].ShouldBeNull();
        document["podsReplaced"]!.GetValue<int>().ShouldBe(2);
        document["blogPost"]!.GetValue<string>().ShouldBe("/home/ann/weekly/2026/week-48.md");
        document["moves"]![1]!["commits"]!.GetValue<int>().ShouldBe(12);
        JsonNode move = document["steps"]!.AsArray().Single(step => step!["id"]!.GetValue<string>() == "move")!;
        move["title"]!.GetValue<string>().ShouldBe("Stable moves");
        move["status"]!.GetValue<string>().ShouldBe("succeeded");
        move["attempt"]!.GetValue<int>().ShouldBe(1);
        move["duration"]!.GetValue<string>().ShouldEndWith("s");
        move["changes"]![0]!["status"]!.GetValue<string>().ShouldBe("applied");
        move["output"]!["moves"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public void The_document_of_a_failed_run_has_failure_exit_code_and_the_way_on()
    {
        JsonNode document = JsonSerializer.SerializeToNode(RunDocument.Of(Failed().State, Commands(Resume)), LedgerJson.Options)!;

        document["status"]!.GetValue<string>().ShouldBe("failed");
        document["exitCode"]!.GetValue<int>().ShouldBe(1);
        document["failure"]!["id"]!.GetValue<string>().ShouldBe("ImageNotFound");
        document["undone"]![0]!.GetValue<string>().ShouldBe("packit: stable 2222222 -> 1111111");
        document["canBeUndone"]!.AsArray().Count.ShouldBe(1);
        document["resume"]!.GetValue<string>().ShouldBe(Resume);
    }

    [Fact]
    public void A_post_that_may_lack_notes_says_so_and_why()
    {
        string[] lines = Show(new SampleRun(("post", "Post", "notes/blog-post")).Begin("post").Succeed("post", new BlogPost
        {
            Title = "Week 48 in Packit",
            Path = "/home/ann/weekly/2026/week-48.md",
            RepositoryPath = "weekly/2026/week-48.md",
            Date = new DateOnly(2026, 11, 23),
            Notes = [],
            Markdown = "text",
            Problems = [SampleRun.Failure("PullRequestsUnread")],
        }).Add(new RunEnded(RunStatus.Succeeded)));

        lines.ShouldContain(line => line.Contains("[PullRequestsUnread]"));
    }

    [Fact]
    public void A_post_on_its_way_is_told_by_where_it_got()
    {
        PostPublication open = new()
        {
            Title = "Week 48 in Packit",
            RepositoryPath = "weekly/2026/week-48.md",
            Branch = "serviceguru/week-48-2026",
            Number = 7,
            PullRequest = new Uri("https://github.com/packit/packit.dev/pull/7"),
            State = ProposalState.Open,
        };
        SampleRun published = new SampleRun(("publish", "Publish", "notes/publish"), ("merge", "Merge", "notes/merge")).Begin("publish").Succeed("publish", open);

        Show(published).ShouldContain("pull request    https://github.com/packit/packit.dev/pull/7  Week 48 in Packit, open");

        string[] merged = Show(published.Begin("merge").Succeed("merge", open with { State = ProposalState.Merged, Url = new Uri("https://packit.dev/posts/weekly/2026/week-48") }));
        merged.ShouldContain("pull request    https://github.com/packit/packit.dev/pull/7  Week 48 in Packit, merged");
        merged.ShouldContain("post            https://packit.dev/posts/weekly/2026/week-48  once the site is built");
    }

    [Fact]
    public void What_another_step_put_back_before_the_undo_is_told_neither_as_undone_nor_as_to_be_undone()
    {
        Change set = SampleRun.Change("1.1", "matrix") with { From = "old", To = "new" };
        Change back = SampleRun.Change("1.1", "matrix") with { From = "new", To = "old", Undo = null };
        SampleRun run = new SampleRun(("topic", "Topic", "notice/topic"), ("bad", "Bad", "images/await"), ("restore", "Restore", "notice/restore-topic"))
            .Begin("topic").Apply("topic", set).Succeed("topic")
            .Begin("bad").Add(new StepFailed("bad", SampleRun.Failure(), null, null))
            .Begin("restore").Apply("restore", back).Succeed("restore");
        SampleRun undone = run.Add(new UndoStarted("topic", "1.1", back));
        string? begun = RunLines.Of(undone.Records[^1], undone.State);
        undone.Add(new UndoEnded("topic", "1.1", null));
        string? ended = RunLines.Of(undone.Records[^1], undone.State);

        begun.ShouldBeNull();
        ended.ShouldBeNull();
        Show(undone.Add(new RunEnded(RunStatus.Failed, SampleRun.Failure())))
            .ShouldNotContain(line => line.StartsWith("undone", StringComparison.Ordinal) || line.StartsWith("can be undone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_post_that_was_declined_is_nowhere_and_the_step_says_so()
    {
        Change change = SampleRun.Change("1", "weekly/2026/week-48.md");
        SampleRun run = new SampleRun(("post", "Post", "notes/blog-post")).Begin("post")
            .Add(new StepPlanned("post", [change], []))
            .Add(new ChangeEnded { Step = "post", Change = "1", Status = ChangeStatus.Declined })
            .Succeed("post", new BlogPost
            {
                Title = "Week 48 in Packit",
                Path = "/home/ann/weekly/2026/week-48.md",
                RepositoryPath = "weekly/2026/week-48.md",
                Date = new DateOnly(2026, 11, 23),
                Notes = [],
                Markdown = "text",
            })
            .Add(new RunEnded(RunStatus.Succeeded));

        Show(run).ShouldNotContain(line => line.Contains("week-48", StringComparison.Ordinal));
        StepResult.Of(run.State, "post").ShouldBe("declined: nothing was changed");
    }

    [Fact]
    public void What_the_run_itself_did_about_a_failure_is_told_and_ways_back_only_once()
    {
        SampleRun run = new SampleRun((IReadOnlyList<StepHeader>)[
                new StepHeader("assess", "Jobs succeed", "rollout/assess", [], StepCondition.Success, UndoPolicy.Offered),
                new StepHeader("revert", "Revert?", "gate/approval", ["assess"], StepCondition.Failure, UndoPolicy.Offered),
                new StepHeader("undo", "The old images run again", "rollout/undo", ["revert"], StepCondition.Success, UndoPolicy.Offered),
            ])
            .Begin("assess").Add(new StepFailed("assess", SampleRun.Failure(), null, null))
            .Begin("revert").Add(new GateOpened("revert", "Revert?", 1, null)).Succeed("revert")
            .Begin("undo")
            .Apply("undo", SampleRun.Change("1.1", "worker") with { Undo = "guru import prod --after-revert" }, SampleRun.Change("1.2", "service") with { Undo = "guru import prod --after-revert" })
            .Succeed("undo")
            .Add(new RunEnded(RunStatus.Failed, SampleRun.Failure()));

        string[] lines = Show(run);

        lines.ShouldContain("done about it:  step 'undo', The old images run again");
        lines.ShouldNotContain(line => line.StartsWith("done about it:  step 'revert'", StringComparison.Ordinal));
        lines.Count(line => line == "can be undone:  guru import prod --after-revert").ShouldBe(1);
    }

    [Fact]
    public void A_failed_run_names_the_command_that_takes_it_back()
    {
        Show(Failed()).ShouldContain("take back with:  guru undo RUN");
        RunDocument.Of(Failed().State, Commands(Resume)).Undo.ShouldBe("guru undo RUN");
        RunDocument.Of(Failed().State, null).Undo.ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_offered_to_be_taken_back_where_nothing_could_be()
    {
        SampleRun ended(RunStatus status, string? undo) => Go().Begin("move").Apply("move", SampleRun.Change("1.1", "packit") with { Undo = undo }).Succeed("move").Add(new RunEnded(status));

        Show(ended(RunStatus.Stopped, "put it back")).ShouldContain("take back with:  guru undo RUN");
        Show(ended(RunStatus.Stopped, null)).ShouldNotContain(line => line.StartsWith("take back", StringComparison.Ordinal));

        // What is left after an undo of the whole run, nothing but a person takes back.
        Show(ended(RunStatus.Undone, "close the pull request by hand")).ShouldNotContain(line => line.StartsWith("take back", StringComparison.Ordinal));
        Show(ended(RunStatus.Undone, "close the pull request by hand")).ShouldContain("can be undone:  close the pull request by hand");
    }

    [Fact]
    public void Who_cancelled_or_stopped_a_run_is_told_and_how_it_goes_on()
    {
        SampleRun run = Go().Add(new RunHalted("bob@example", true, "wrong week")).Add(new RunEnded(RunStatus.Cancelled));
        Show(run).ShouldContain(line => line.StartsWith("■ weekly-production was cancelled after", StringComparison.Ordinal) && line.Contains("by bob@example (wrong week)", StringComparison.Ordinal));
        Show(run)[^1].ShouldBe($"go on with:  {Resume} --from STEP");

        Show(Go().Add(new RunHalted("bob@example", false, null)).Add(new RunEnded(RunStatus.Stopped)))
            .ShouldContain(line => line.StartsWith("■ weekly-production was stopped after", StringComparison.Ordinal) && line.Contains("by bob@example", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_tells_that_a_run_waits_at_a_gate()
    {
        RunRow.Of(Go().State, held: true).Status.ShouldBe("running");
        RunRow.Of(Go().Begin("move").Add(new GateOpened("move", "Safe?", 1, null)).State, held: true).Status.ShouldBe("waiting");
    }

    [Fact]
    public void A_run_under_way_tells_that_it_is_paused_undecided_or_being_undone()
    {
        string[] lines = Show(Go().Add(new RunPaused("bob@example", "look first")).Begin("move").Add(new StepFailed("move", SampleRun.Failure(), null, null) { Asks = true }), held: true);
        lines.ShouldContain("bob@example paused it (look first); nothing new begins.");
        lines.ShouldContain("continue with:  guru continue RUN");
        lines.ShouldContain("step 'move' has failed and waits for a decision:");
        lines.ShouldContain("decide with:  guru decide RUN move retry|skip|undo|abort");

        Show(Go().Add(new UndoRequested("bob@example", ["go", "move"])), held: true).ShouldContain("bob@example undoes the whole run.");
        Show(Go().Add(new UndoRequested("bob@example", ["go", "move"])).Add(new RunEnded(RunStatus.Undone)))
            .ShouldContain(line => line.StartsWith("↶ weekly-production was undone after", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gate_that_wants_values_is_told_with_them()
    {
        SampleRun run = new SampleRun(("go", "The team agrees", "gate/approval"), ("move", "Stable moves", "branches/move")).Begin("go").Add(new GateOpened("go", "Safe?", 1, null)
        {
            Inputs = new Dictionary<string, GateInput> { ["ticket"] = new() { Required = true }, ["why"] = new() },
        });

        Show(run, held: true).ShouldContain("answer with:  guru approve go --set ticket=VALUE");
    }

    private static SampleRun Go() => new SampleRun(("go", "The team agrees", "gate/approval"), ("move", "Stable moves", "branches/move")).Begin("go").Succeed("go");

    private static RunCommands Commands(string resume) => new(resume, step => $"guru approve {step}")
    {
        Continue = "guru continue RUN",
        Decide = step => $"guru decide RUN {step} retry|skip|undo|abort",
        Undo = "guru undo RUN",
    };

    private static string[] Show(SampleRun run, bool held = false)
    {
        StringWriter writer = new() { NewLine = "\n" };
        RunSummaryView.Show(new PlainScreen(writer), run.State, Commands(Resume), held);
        writer.ToString().Where(char.IsControl).ShouldAllBe(character => character == '\n');
        return writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static SampleRun Succeeded() => new SampleRun(
            ("before", "Before", "health/versions"), ("move", "Stable moves", "branches/move"), ("images", "Images", "images/await"), ("post", "Post", "notes/blog-post"),
            ("import", "Import", "rollout/import"), ("versions", "Versions", "health/versions"), ("restore", "Topics", "notice/restore-topic"))
        .Begin("before").Succeed("before", Versions(From, true))
        .Begin("move").Apply("move", SampleRun.Change("1.1", "packit")).Succeed("move", new MoveReport
        {
            Moves =
            [
                new BranchMove { Repository = "ogr", Branch = "stable", From = From, To = From, Status = BranchStatus.UpToDate },
                new BranchMove { Repository = "packit", Branch = "stable", From = From, To = To, Status = BranchStatus.FastForward, Commits = 12 },
            ],
            Revisions = new Dictionary<string, string> { ["packit"] = To },
            Previous = new Dictionary<string, string> { ["packit"] = From },
        })
        .Begin("images").Succeed("images", new ImageReport
        {
            Environment = "prod",
            Images = [new PublishedImage { Repository = "packit", Image = "quay.io/packit/worker", Tag = "prod", Digest = Digest, Revision = To, PublishedAt = SampleRun.Start }],
            Revisions = new Dictionary<string, string>(),
        })
        .Begin("post").Succeed("post", new BlogPost
        {
            Title = "Week 48 in Packit",
            Path = "/home/ann/weekly/2026/week-48.md",
            RepositoryPath = "weekly/2026/week-48.md",
            Date = new DateOnly(2026, 11, 23),
            Notes = [new ReleaseNote { Repository = "packit", Text = "New.", MergedAt = SampleRun.Start }],
            Markdown = "text",
        })
        .Begin("import").Succeed("import", new ImportReport(
            "prod",
            [new ImageImport { ImageStream = "worker", Tag = "prod", To = Digest, Imported = true }],
            [new WorkloadRollout { Name = "worker", Kind = WorkloadKind.StatefulSet, Digest = Digest, PodsReplaced = 2, Ready = 2, Desired = 2, Finished = true, Duration = TimeSpan.FromSeconds(9) }]))
        .Begin("versions").Succeed("versions", Versions(To, true))
        .Begin("restore").Succeed("restore", new TopicReport
        {
            Channels = [new ChannelTopic { Channel = "matrix", Previous = "redeploying", Topic = "the old topic", Status = TopicStatus.Restored }],
        })
        .Add(new RunEnded(RunStatus.Succeeded));

    private static SampleRun Failed() => new SampleRun(("move", "Stable moves", "branches/move"), ("import", "Import", "rollout/import"))
        .Begin("move").Apply("move", SampleRun.Change("1.1", "packit"), SampleRun.Change("1.2", "ogr")).Succeed("move")
        .Begin("import").Add(new StepFailed("import", SampleRun.Failure(), null, null))
        .Add(new UndoStarted("move", "1.1", SampleRun.Change("u1.1", "packit") with { Summary = "packit: stable 2222222 -> 1111111" }))
        .Add(new UndoEnded("move", "1.1", null))
        .Add(new RunEnded(RunStatus.Failed, SampleRun.Failure()));

    private static DeployedVersions Versions(string commit, bool current) =>
        new("prod", [new DeployedVersion { Repository = "packit", Key = "packit", Commit = commit[..7], Current = current }]);
}
