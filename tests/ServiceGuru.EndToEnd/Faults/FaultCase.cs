using ServiceGuru.Services;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>One fault of the sandbox, what is done under it, and what must come of it.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Act">What a user does, from <see cref="FaultActs"/>.</param>
internal sealed record FaultCase(string Fault, Func<SandboxFixture, Task<FaultOutcome>> Act)
{
    /// <summary>What the definition has besides.</summary>
    public Func<ServiceDefinition, ServiceDefinition> With { get; init; } = service => service;

    /// <summary>The failure's id; null where it ends well.</summary>
    public string? FailureId { get; init; }

    /// <summary>The exit code; 0 where it ends well.</summary>
    public int ExitCode { get; init; }

    /// <summary>What must stand somewhere in the failure: message, cause, evidence or next action.</summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    /// <summary>Beginnings of effects (<c>system action target</c>) that must not have happened.</summary>
    public IReadOnlyList<string> Never { get; init; } = [];

    /// <summary>More that must hold afterwards, e.g. that going on succeeds once the fault is cleared.</summary>
    public Func<SandboxFixture, FaultOutcome, Task> Then { get; init; } = (_, _) => Task.CompletedTask;
}
