using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Approvals;

/// <summary>A gate that waits for people.</summary>
public sealed record OpenGate
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The gate's step.</summary>
    public required string Step { get; init; }

    /// <summary>What the step is for.</summary>
    public required string Title { get; init; }

    /// <summary>The runbook's name.</summary>
    public required string Runbook { get; init; }

    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>The service definition's file, if it came from one.</summary>
    public string? ServicePath { get; init; }

    /// <summary>Who started or resumed the run.</summary>
    public required IReadOnlyList<string> Starters { get; init; }

    /// <summary>What is asked, of whom, and what counts.</summary>
    public required GateOpened Gate { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>What people have answered so far, also what was refused.</summary>
    public required IReadOnlyList<GateAnswered> Answers { get; init; }

    /// <summary>Whether a process works on the run now; without one an answer counts when the run goes on.</summary>
    public bool Held { get; init; }

    /// <summary>Finds the open gates of a run. Those of a run that has ended wait for nobody: a resume opens them anew.</summary>
    /// <param name="run">The run.</param>
    /// <param name="held">Whether a process works on it.</param>
    public static IEnumerable<OpenGate> Of(RunState run, bool held) => run.Status != RunStatus.Running || run.Halted is not null ? [] : run.Steps
        .Where(step => step is { Status: StepStatus.Waiting, Gate: not null })
        .Select(step => new OpenGate
        {
            RunId = run.Id,
            Step = step.Step.Id,
            Title = step.Step.Title,
            Runbook = run.Created.Runbook,
            Service = run.Created.Service,
            ServicePath = run.Created.ServicePath,
            Starters = run.Starters,
            Gate = step.Gate!,
            OpenedAt = step.GateOpenedAt ?? step.StartedAt ?? run.StartedAt,
            Answers = step.Answers,
            Held = held,
        });
}
