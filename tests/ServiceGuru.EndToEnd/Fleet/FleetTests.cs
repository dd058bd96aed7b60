using System.Diagnostics;
using System.Globalization;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;
using Xunit.Abstractions;

namespace ServiceGuru.EndToEnd.Fleet;

/// <summary>
/// 200 targets, and processes that are killed at chosen records of the run and of its targets' runs: the same end, and each
/// effect exactly once. <c>SERVICEGURU_FULL_MATRIX=1</c>: at every kind of record of every target, before it is written and
/// after; else a sample that has every kind.
/// </summary>
public sealed class FleetTests(FleetServers servers, ITestOutputHelper output) : IClassFixture<FleetServers>
{
    private const int Count = 200;

    private static readonly string[] OfTarget = ["StepStarted", "StepPlanned", "ChangeStarted", "ChangeEnded", "StepSucceeded", "RunEnded"];
    private static readonly string[] OfRun = ["RunCreated", "StepStarted", "TargetsPlanned", "RunResumed", "TargetEnded-t1", "StepSucceeded", "RunEnded"];

    private static bool Whole => Environment.GetEnvironmentVariable("SERVICEGURU_FULL_MATRIX") == "1";

    private static string[] Targets { get; } = [.. Enumerable.Range(1, Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"t{number}"))];

    private static IEnumerable<string> Both(string death) => [$"{death} before", $"{death} after"];

    // In the sample each kind has a target of its own, before or after the record; one that is resumed dies once more while
    // it is. Between the effect and its record is where it hurts: there both.
    private static List<string> DeathsOfTargets() => Whole
        ? [.. Enumerable.Range(1, Count).SelectMany(target => OfTarget.Append("RunResumed").Append("RunCreated").SelectMany(kind => Both($"{target} {kind}")))]
        : [.. OfTarget.Select((kind, index) => $"{(index * 30) + 5} {kind} {Turn(index)}"), "95 ChangeEnded after", "5 RunResumed after", "125 RunCreated after"];

    private static List<string> DeathsOfRun() =>
        Whole
            ? [.. OfRun.Concat(Targets.Skip(1).Select(target => $"TargetEnded-{target}")).SelectMany(kind => Both($"0 {kind}")).Where(death => death != "0 RunCreated before")]
            : [.. OfRun.Select((kind, index) => $"0 {kind} {Turn(index)}")];

    private static string Turn(int index) => index % 2 == 0 ? "after" : "before";

    [SkippableFact]
    public async Task Workers_and_host_killed_again_and_again_each_effect_happens_once()
    {
        await servers.StartAsync();
        using FleetBench bench = new(servers.Postgres.Address(), servers.Rabbit.Address, Targets, 24, [.. DeathsOfTargets(), .. DeathsOfRun()]);
        if (Whole)
        {
            // Work that lies beside work that kills is given anew, too: with many beside it, it would soon count as poison.
            bench.Environment["FLEET_PARALLEL"] = "2";
        }

        long began = Stopwatch.GetTimestamp();

        (int exitCode, string error) = await bench.RunAsync(3);

        output.WriteLine($"{bench.Deaths} deaths, {bench.ChosenDeaths} chosen, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        exitCode.ShouldBe(0, error);
        await CheckAsync(bench);
    }

    [Fact]
    public async Task A_host_without_workers_killed_again_and_again_each_effect_happens_once()
    {
        using FleetBench bench = new("journal", "none", Targets, 8, [.. DeathsOfTargets(), .. DeathsOfRun()]);
        long began = Stopwatch.GetTimestamp();

        (int exitCode, string error) = await bench.RunAsync(0);

        output.WriteLine($"{bench.Deaths} deaths, {bench.ChosenDeaths} chosen, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        exitCode.ShouldBe(0, error);
        await CheckAsync(bench);
    }

    [SkippableFact]
    public async Task RabbitMQ_and_PostgreSQL_restarted_in_the_middle_the_run_goes_on_by_itself()
    {
        await servers.StartAsync();
        using FleetBench bench = new(servers.Postgres.Address(), servers.Rabbit.Address, Targets, 6, []);

        (int exitCode, string error) = await bench.RunAsync(3, async () =>
        {
            await bench.UntilAsync(20);
            await servers.Rabbit.CrashAsync();
            await servers.Rabbit.StartAgainAsync();
            await bench.UntilAsync(80);
            await servers.Postgres.CrashAsync();
            await servers.Postgres.StartAgainAsync();
        });

        exitCode.ShouldBe(0, error);
        bench.Deaths.ShouldBe(0);
        bench.Effects.Order(StringComparer.Ordinal).ShouldBe(Targets.Order(StringComparer.Ordinal));
        (await bench.StateAsync()).Resumes.ShouldBe(0);
    }

    [SkippableFact]
    public async Task Work_that_kills_its_workers_is_parked_and_the_others_are_done()
    {
        await servers.StartAsync();
        using FleetBench bench = new(servers.Postgres.Address(), servers.Rabbit.Address, ["a", "poison", "b"], 3, []);
        bench.Environment["FLEET_DELIVERIES"] = "3";
        bench.Environment["FLEET_PARALLEL"] = "1";

        (int exitCode, string error) = await bench.RunAsync(2);

        exitCode.ShouldBe(1, error);
        bench.Deaths.ShouldBe(3);
        bench.Effects.Order(StringComparer.Ordinal).ShouldBe(["a", "b"]);
        TargetsOutput result = ServiceSession.OutputOf<TargetsOutput>(await bench.StateAsync(), "each")!;
        result.Targets.Single(target => target.Failure is not null).Failure!.Id.ShouldBe("DeliveredTooOften");
    }

    private static async Task CheckAsync(FleetBench bench)
    {
        bench.Effects.Order(StringComparer.Ordinal).ShouldBe(Targets.Order(StringComparer.Ordinal));
        RunState state = await bench.StateAsync();
        state.Status.ShouldBe(RunStatus.Succeeded);
        ServiceSession.OutputOf<TargetsOutput>(state, "each")!.Succeeded.ShouldBe(Count);
        string[] chosen = File.ReadAllLines(Path.Combine(bench.Folder, "deaths"));
        string[] died = [.. Directory.GetFiles(Path.Combine(bench.Folder, "died")).Select(Path.GetFileName).OfType<string>()];
        chosen.Select(death => death.Replace(' ', '_')).Except(died).ShouldBeEmpty("every death was to happen");
        (await bench.Ledger.AuditAsync(state.Id, CancellationToken.None)).Intact.ShouldBeTrue();
    }
}
