using System.Text.Json.Nodes;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Browser.Tests;

/// <summary>Records of the weekly runbook as the engine would write them.</summary>
internal static class WeeklyRecord
{
    public static async Task<RunCreated> CreatedAsync()
    {
        SessionFactory factory = new(new SessionSettings
        {
            ShippedDirectory = AppContext.BaseDirectory,
            CurrentDirectory = AppContext.BaseDirectory,
            StateDirectory = AppContext.BaseDirectory,
            Environment = _ => null,
        });
        Runbook weekly = await factory.ReadRunbookAsync("weekly-production", CancellationToken.None);
        return Created(weekly.Name, [.. weekly.Steps.Select(step => new StepHeader(step.Id, step.Title, step.Operation.Id, step.Needs, step.When, step.Undo))]);
    }

    public static RunCreated Created(string runbook, IReadOnlyList<StepHeader> steps) => new()
    {
        Runbook = runbook,
        RunbookText = "text",
        RunbookHash = "hash",
        Service = "packit",
        Steps = steps,
        WorkingDirectory = "/runs",
        By = Stage.Person,
        Parameters = new System.Text.Json.Nodes.JsonObject { ["environment"] = "prod" },
    };

    /// <summary>A run that has come as far as its gate.</summary>
    public static async Task<IRunWriter> AtGateAsync(this JournalLedger ledger, string id)
    {
        IRunWriter run = await ledger.CreateAsync(id, await CreatedAsync(), CancellationToken.None);
        await run.DoneAsync("previous");
        await run.DoneAsync("pending");
        await run.TellAsync(new StepStarted("go", 1, []));
        await run.TellAsync(new GateOpened("go", "Is it safe to deploy what is on the main branches?", 2, DateTimeOffset.Parse("2036-11-23T15:00:00Z", System.Globalization.CultureInfo.InvariantCulture))
        {
            Show =
            [
                "packit-service: 4 commits since 2026-11-16",
                "  a1b2c3d Retry SRPM builds that were cut off (#2914, Laura)",
                "  d4e5f6a Tell users when a tag has no release (#2919, Nikola)",
                "packit: 2 commits since 2026-11-16",
                "  77aa88b Read the changelog in UTF-8 <script>alert(1)</script> (#2601, Matěj)",
                "infrastructure: 1 commit, 1 changed secret",
            ],
        });
        return run;
    }

    /// <summary>A run whose move of branches has half failed and waits for a decision.</summary>
    public static async Task<IRunWriter> UndecidedAsync(this JournalLedger ledger, string id)
    {
        IRunWriter run = await ledger.CreateAsync(id, await CreatedAsync() with { OnFailure = FailurePolicy.Ask }, CancellationToken.None);
        foreach (string step in new[] { "previous", "pending", "go", "staging", "baseline", "before", "topic", "infrastructure" })
        {
            await run.DoneAsync(step);
        }

        Change[] changes = [.. new[] { "packit", "packit-service", "dashboard", "specfile" }.Select((name, index) => new Change
        {
            Id = $"{index + 1}",
            Kind = "move-branch",
            Target = name,
            From = "1f0c2a9",
            To = "9e8d7c6",
            Summary = $"{name}: stable moves by {index + 2} commits",
            Effect = EffectContract.CompareAndSwap,
            Undo = $"{name}: stable back to 1f0c2a9",
            Destructive = index == 3,
        })];
        await run.TellAsync(new StepStarted("move", 1, new() { ["branch"] = "stable" }));
        await run.TellAsync(new StepPlanned("move", changes, [new PlanNote("hardly", "up to date")]));
        foreach (Change change in changes.Take(3))
        {
            await run.TellAsync(new ChangeStarted("move", change.Id));
        }

        await run.TellAsync(new ChangeEnded { Step = "move", Change = "1", Status = ChangeStatus.Applied });
        await run.TellAsync(new ChangeEnded { Step = "move", Change = "2", Status = ChangeStatus.Applied });
        Failure failure = new()
        {
            Id = "PushRefused",
            Message = "The push of dashboard was refused.",
            Target = "dashboard",
            Cause = "remote: error: GH006: Protected branch update failed for refs/heads/stable.",
            Evidence = ["remote: error: Required status check \"zuul\" is expected.", "! [remote rejected] 9e8d7c6 -> stable (protected branch hook declined)"],
            NextAction = "Wait for the check of the commit, then try again.",
        };
        await run.TellAsync(new ChangeEnded { Step = "move", Change = "3", Status = ChangeStatus.Failed, Failure = failure });
        await run.TellAsync(new StepFailed("move", failure, null, null) { Asks = true });
        return run;
    }

    /// <summary>A run that rolls out to two hundred clusters.</summary>
    public static async Task<IRunWriter> FleetAsync(this JournalLedger ledger, string id)
    {
        StepHeader[] steps =
        [
            new("check", "Clusters are reachable", "fleet/check", [], StepCondition.Success, UndoPolicy.Offered),
            new("rollout", "The change is on every cluster", "fleet/apply", ["check"], StepCondition.Success, UndoPolicy.Offered),
            new("report", "The team is told", "notice/message", ["rollout"], StepCondition.Always, UndoPolicy.Offered),
        ];
        IRunWriter run = await ledger.CreateAsync(id, Created("fleet-rollout", steps), CancellationToken.None);
        await run.DoneAsync("check");
        await run.TellAsync(new StepStarted("rollout", 1, []));
        await run.TellAsync(new TargetsPlanned("rollout", [.. Enumerable.Range(1, 200).Select(index => new TargetHeader($"cluster-{index:000}", RunIds.OfTarget(id, "rollout", index), new JsonObject()))]));
        for (int index = 1; index <= 163; index++)
        {
            Failure? failure = index is 40 or 41 ? new Failure { Id = "ClusterUnreachable", Message = "The API server does not answer." } : null;
            await run.TellAsync(new TargetEnded("rollout", $"cluster-{index:000}", failure is null ? StepStatus.Succeeded : StepStatus.Failed, null, failure));
        }

        return run;
    }

    /// <summary>A run all of whose words come from somebody who means ill, and that waits at its gate.</summary>
    public static async Task<IRunWriter> HostileAsync(this JournalLedger ledger, string id)
    {
        const string Evil = "<img src=x onerror=alert(1)> \u202Egnp.exe\u202C \u001b[31mred\u0007 \u2066x\u2069 ";
        string endless = Evil + new string('A', 3000);
        StepHeader[] steps =
        [
            new("broken", endless, "images/await", [], StepCondition.Success, UndoPolicy.Offered),
            new("go", Evil, "gate/approval", [], StepCondition.Success, UndoPolicy.Offered),
            .. Enumerable.Range(1, 200).Select(index => new StepHeader($"step-{index}", $"{Evil}{index}", "notice/message", [index == 1 ? "go" : $"step-{index - 1}"], StepCondition.Success, UndoPolicy.Offered)),
        ];
        IRunWriter run = await ledger.CreateAsync(id, Created(Evil, steps) with { By = Evil, OnFailure = FailurePolicy.Ask, Parameters = new JsonObject { ["x"] = endless } }, CancellationToken.None);
        Failure failure = new() { Id = "Evil", Message = endless, Target = Evil, Cause = endless, Evidence = [endless], NextAction = Evil };
        await run.TellAsync(new StepStarted("broken", 1, new() { ["in"] = endless }));
        Change change = new() { Id = "1", Kind = "evil", Target = endless, From = Evil, To = new string('9', 300), Summary = Evil, Effect = EffectContract.Keyed, Destructive = true };
        await run.TellAsync(new StepPlanned("broken", [change], [new PlanNote(Evil, endless)]));
        await run.TellAsync(new StepFailed("broken", failure, null, null) { Asks = true });
        await run.TellAsync(new StepStarted("go", 1, []));
        await run.TellAsync(new GateOpened("go", endless, 2, null) { Show = [Evil, endless], Approvers = [Evil] });
        await run.TellAsync(new GateAnswered("go", Evil, true, endless) { Refused = Evil, Via = Evil });
        return run;
    }

    public static async Task DoneAsync(this IRunWriter run, string step)
    {
        await run.TellAsync(new StepStarted(step, 1, []));
        await run.TellAsync(new StepSucceeded(step, null));
    }

    public static async Task TellAsync(this IRunWriter run, RunEvent happened) => await run.AppendAsync(happened, CancellationToken.None);
}
