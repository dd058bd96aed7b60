using System.Text.RegularExpressions;
using ServiceGuru.Cmdlets;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sandbox;
using ServiceGuru.Sandboxes;

namespace ServiceGuru.Tests.Cmdlets;

/// <summary>What comes out of the ledger and of guru, as a cmdlet gives it.</summary>
public sealed partial class RunInCmdletsTests
{
    [Fact]
    public void A_run_and_a_step_by_itself_name_cmdlets()
    {
        Failure failure = new() { Id = "X", Message = "It failed.", NextAction = "'guru resume R' goes on." };
        StepHeader header = new("move", "Stable moves", "branches/move", [], StepCondition.Success, UndoPolicy.Offered);
        StepState step = new() { Step = header, Failure = failure };
        RunState run = new()
        {
            Id = "R",
            Created = new RunCreated { Runbook = "weekly", RunbookHash = "h", RunbookText = "name: weekly", Service = "packit", WorkingDirectory = "/", By = "ada", Steps = [header] },
            StartedAt = DateTimeOffset.UnixEpoch,
            Failure = failure,
            Steps = [step],
        };

        RunState given = CmdletText.In(run).ShouldBeOfType<RunState>();

        given.Failure!.NextAction.ShouldBe("'Resume-Runbook R' goes on.");
        given.Steps[0].Failure!.NextAction.ShouldBe("'Resume-Runbook R' goes on.");
        CmdletText.In(step).ShouldBeOfType<StepState>().Failure!.NextAction.ShouldBe("'Resume-Runbook R' goes on.");
    }

    [Fact]
    public void An_event_names_the_cmdlet() =>
        CmdletText.In(new RunbookEvent { RunId = "R", Sequence = 2, Time = DateTimeOffset.UnixEpoch, Type = "run-paused", Text = "ada paused it; 'guru continue R' goes on" })
            .ShouldBeOfType<RunbookEvent>().Text.ShouldBe("ada paused it; 'Resume-Runbook R' goes on");

    [Fact]
    public void Why_a_run_is_kept_names_the_cmdlet() =>
        CmdletText.In(new RetentionVerdict("R", null, null, null, null, "its records are not what was written: see 'guru audit R'"))
            .ShouldBeOfType<RetentionVerdict>().Kept.ShouldBe("its records are not what was written: see 'Test-RunbookRecord R'");

    [Fact]
    public void Each_fault_of_the_sandbox_is_told_in_cmdlets()
    {
        foreach (SandboxFault fault in SandboxFaults.All)
        {
            SandboxFaultState given = CmdletText.In(new SandboxFaultState { Name = fault.Name, Active = false, Concerns = fault.Concerns, Summary = fault.Summary, Expect = fault.Expect }).ShouldBeOfType<SandboxFaultState>();
            Guru().IsMatch($"{given.Summary} {given.Expect}").ShouldBeFalse($"{given.Summary} {given.Expect}");
        }
    }

    // A verb, or an option that stands alone.
    [GeneratedRegex("""(?<!\w)guru [a-z]|(?<![\w-])--[a-z]""")]
    private static partial Regex Guru();
}
