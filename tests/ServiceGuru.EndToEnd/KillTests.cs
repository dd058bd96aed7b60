using System.Diagnostics;
using System.Globalization;
using ServiceGuru.EndToEnd.Kill;
using ServiceGuru.EndToEnd.Runner;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using Xunit.Abstractions;

namespace ServiceGuru.EndToEnd;

/// <summary>
/// SIGKILL of the process at every ledger record of the weekly run: after each record, and before each record that
/// tells of an effect (the effect has happened, and nothing tells of it). The deaths are dealt out to a few worlds, each of
/// which dies many times, all in one process; each comes to the same end, and has every effect exactly once.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const double Speed = 5000;
    private const int Worlds = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task A_run_killed_at_any_record_resumes_to_the_same_end_with_each_effect_once()
    {
        long began = Stopwatch.GetTimestamp();
        (IReadOnlyList<string> records, IReadOnlyList<string> effects) = await WholeAsync();
        List<string> places = [.. records.SelectMany(record => record.StartsWith(nameof(ChangeEnded), StringComparison.Ordinal) ? new[] { $"{record} before", $"{record} after" } : [$"{record} after"])];
        places.ShouldBeUnique();

        string folder = Directory.CreateTempSubdirectory("guru-weekly-").FullName;
        SandboxFixture[] worlds = await Task.WhenAll(Enumerable.Range(0, Worlds).Select(index => BeginAsync(folder, index, places.Where((_, place) => place % Worlds == index))));
        List<string> wrong = [];
        try
        {
            int died = await MortalProcess.KeepAsync(folder, Patience, "weekly", "weekly-production", folder);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{records.Count} records, {worlds.Sum(world => Died(world).Count())} of {places.Count} deaths of {Worlds} runs in {died} processes, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
            foreach (SandboxFixture world in worlds)
            {
                wrong.AddRange(await ComplaintsAsync(world, effects));
            }
        }
        finally
        {
            foreach (SandboxFixture world in worlds)
            {
                await world.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }

        wrong.ShouldBeEmpty();
    }

    // The run that never dies: its records and its effects.
    private static async Task<(IReadOnlyList<string> Records, IReadOnlyList<string> Effects)> WholeAsync()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(Speed);
        RunState whole = await world.RunWeeklyAsync();
        whole.Failure.ShouldBeNull();
        List<string> names = [];
        RunState? state = null;
        foreach (LedgerRecord record in await world.Factory.Ledger.ReadAsync(whole.Id, CancellationToken.None))
        {
            names.Add(RecordName.Of(whole.Id, state, record.Event));
            state = state is null ? RunTransitions.Begin(whole.Id, record) : RunTransitions.Apply(state, record);
        }

        return (names, await SortedAsync(world));
    }

    private static async Task<SandboxFixture> BeginAsync(string folder, int index, IEnumerable<string> deaths)
    {
        string own = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"world-{index}"));
        Directory.CreateDirectory(Path.Combine(own, "died"));
        await File.WriteAllLinesAsync(Path.Combine(own, "deaths"), deaths);
        return await SandboxFixture.StartInAsync(own, service => service, Speed);
    }

    private static async Task<IReadOnlyList<string>> ComplaintsAsync(SandboxFixture world, IReadOnlyList<string> effects)
    {
        string run = (await world.Factory.Ledger.ListAsync(CancellationToken.None)).Single();
        RunState state = RunTransitions.Fold(run, await world.Factory.Ledger.ReadAsync(run, CancellationToken.None));
        IReadOnlyList<string> seen = await SortedAsync(world);
        List<string> wrong =
        [
            .. File.ReadAllLines(Path.Combine(world.Folder, "deaths"))
                .Except(Died(world))
                .Where(death => !IsOfImport(death))
                .Select(death => $"did not die: {death}"),
            .. seen.GroupBy(effect => effect).Where(group => group.Count() > 1).Select(group => $"happened twice: {group.Key}"),
            .. seen.Except(effects).Where(effect => !IsImport(effect)).Select(effect => $"happened besides: {effect}"),
            .. effects.Except(seen).Where(effect => !IsImport(effect)).Select(effect => $"did not happen: {effect}"),
        ];
        if (state.Status != RunStatus.Succeeded)
        {
            wrong.Add($"ended as {state.Status}: {state.Failure}");
        }

        return [.. wrong.Select(complaint => $"{Path.GetFileName(world.Folder)}: {complaint}")];
    }

    private static IEnumerable<string> Died(SandboxFixture world) => Directory.GetFiles(Path.Combine(world.Folder, "died")).Select(Path.GetFileName).OfType<string>();

    // Production may import an image by itself before a run comes to it, the first one or a resumed one: then there is
    // nothing left to do. That it runs the right image, the import step has verified.
    private static bool IsImport(string effect) => effect.StartsWith("cluster imagestreamimport ", StringComparison.Ordinal);

    private static bool IsOfImport(string death) => death.StartsWith("Change", StringComparison.Ordinal) && death.Split(' ')[1].StartsWith("import.", StringComparison.Ordinal);

    // Independent steps and channels may come in another order; images get another digest in every world.
    private static async Task<IReadOnlyList<string>> SortedAsync(SandboxFixture world)
    {
        await world.Sandbox.NoticePushesAsync(CancellationToken.None);
        return
        [
            .. world.Sandbox.Effects
                .Select(effect => $"{effect.System} {effect.Action} {effect.Target}{(effect.System is "matrix" or "slack" ? $" = {effect.Detail}" : string.Empty)}")
                .Order(StringComparer.Ordinal),
        ];
    }
}
