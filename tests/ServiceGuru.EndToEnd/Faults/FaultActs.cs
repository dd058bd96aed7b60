using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What a user does in the simulated world, through the session that every face has.</summary>
internal static class FaultActs
{
    /// <summary>Runs the weekly runbook.</summary>
    public static Func<SandboxFixture, Task<FaultOutcome>> Weekly { get; } = async world => FaultOutcome.Of(await world.RunWeeklyAsync());

    /// <summary>Asks a query or waits.</summary>
    public static Func<SandboxFixture, Task<FaultOutcome>> Ask(string operation, object request) => async world =>
    {
        ServiceSession session = await world.OpenAsync();
        try
        {
            return FaultOutcome.Of((await session.AskAsync<object>(operation, request, world.WorkingDirectory, SilentProgress.Instance, CancellationToken.None)).Failure);
        }
        catch (GuruException refused)
        {
            return FaultOutcome.Of(refused.Failure);
        }
    };

    /// <summary>Carries a single operation out.</summary>
    public static Func<SandboxFixture, Task<FaultOutcome>> Apply(string operation, object request, bool destructive = false) => async world =>
    {
        world.AllowDestructive = destructive;
        ServiceSession session = await world.OpenAsync();
        RunOptions options = new() { By = "test", WorkingDirectory = world.WorkingDirectory };
        return FaultOutcome.Of((await session.ApplyAsync(operation, request, options, world, world, CancellationToken.None)).State);
    };
}
