using System.Diagnostics;
using System.Globalization;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using Xunit.Abstractions;

namespace ServiceGuru.EndToEnd;

/// <summary>
/// SIGKILL of the process at every ledger record of the weekly run: after each record, and before each record that
/// tells of an effect (the effect has happened, and nothing tells of it). Each run dies twice, once in either half, and
/// comes to the same end, and the sandbox has every effect exactly once.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const double Speed = 5000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_run_killed_at_any_record_resumes_to_the_same_end_with_each_effect_once()
    {
        IReadOnlyList<LedgerRecord> records;
        IReadOnlyList<string> effects;
        await using (SandboxFixture world = await SandboxFixture.StartAsync(Speed))
        {
            RunState whole = await world.RunWeeklyAsync();
            whole.Failure.ShouldBeNull();
            records = await world.Factory.Ledger.ReadAsync(whole.Id, CancellationToken.None);
            effects = Sorted(world);
        }

        List<Death> deaths =
        [
            .. records.Select(record => new Death("after", record.Sequence))
                .Concat(records.Where(record => record.Event is ChangeEnded).Select(record => new Death("before", record.Sequence)))
                .OrderBy(death => death.Record),
        ];
        int half = (deaths.Count + 1) / 2;
        List<string> wrong = [];
        await Parallel.ForEachAsync(Enumerable.Range(0, half), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (index, _) =>
        {
            // The record that tells of the resume comes in between.
            Death[] pair = [deaths[index], .. deaths.Skip(half + index).Take(1).Select(death => death with { Record = death.Record + 1 })];
            string? complaint = await DieAndResumeAsync(pair, effects);
            if (complaint is not null)
            {
                lock (wrong)
                {
                    wrong.Add($"{string.Join(", ", pair.Select(death => $"{death.When} record {death.Record}"))}: {complaint}");
                }
            }
        });

        output.WriteLine($"{deaths.Count} deaths over {records.Count} records");
        wrong.ShouldBeEmpty();
    }

    private static async Task<string?> DieAndResumeAsync(IReadOnlyList<Death> deaths, IReadOnlyList<string> effects)
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(Speed);
        string run = string.Empty;
        foreach (Death death in deaths)
        {
            int killed = await RunnerAsync(world, world.ServicePath, world.StateDirectory, "weekly-production", death.When, death.Record.ToString(CultureInfo.InvariantCulture));
            run = (await world.Factory.Ledger.ListAsync(CancellationToken.None)).Single();
            long written = (await world.Factory.Ledger.ReadAsync(run, CancellationToken.None))[^1].Sequence;
            if (killed != 137 && (killed != 0 || written >= death.Record))
            {
                // A run that needed fewer records than the first one (an import less) ends before its death.
                return $"the process was not killed but ended with {killed} after record {written}";
            }
        }

        RunState state = await world.ResumeAsync(run);
        IReadOnlyList<string> seen = Sorted(world);
        return state.Status != RunStatus.Succeeded ? $"the resumed run ended as {state.Status}: {state.Failure}"
            : seen.Distinct().Count() != seen.Count ? $"happened twice: {string.Join("; ", seen.GroupBy(effect => effect).Where(group => group.Count() > 1).Select(group => group.Key))}"
            : Explain([.. seen.Except(effects)], [.. effects.Except(seen)]);
    }

    // Production may import an image by itself before a run comes to it, the first one or a resumed one: then there is
    // nothing left to do. That it runs the right image, the import step has verified.
    private static string? Explain(IReadOnlyList<string> added, IReadOnlyList<string> missing) =>
        added.Concat(missing).Any(effect => !effect.StartsWith("cluster imagestreamimport ", StringComparison.Ordinal))
            ? $"effects differ: added {string.Join("; ", added)}, missing {string.Join("; ", missing)}"
            : null;

    // Independent steps and channels may come in another order; images get another digest in every world.
    private static IReadOnlyList<string> Sorted(SandboxFixture world) =>
    [
        .. world.Sandbox.Effects
            .Select(effect => $"{effect.System} {effect.Action} {effect.Target}{(effect.System is "matrix" or "slack" ? $" = {effect.Detail}" : string.Empty)}")
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<int> RunnerAsync(SandboxFixture world, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ServiceGuru.EndToEnd.Runner.dll"), .. arguments])
        {
            WorkingDirectory = world.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        using CancellationTokenSource patience = new(Patience);
        await process.WaitForExitAsync(patience.Token);
        await error;
        return process.ExitCode;
    }

    /// <summary>When a process dies.</summary>
    /// <param name="When">Before or after the record is written.</param>
    /// <param name="Record">The record.</param>
    private sealed record Death(string When, long Record);
}
