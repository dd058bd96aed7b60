using System.Diagnostics;
using ServiceGuru.Operations;

namespace ServiceGuru.Effects;

/// <summary>
/// Has effects that many processes write down in one folder: a second time shows there. Like a real change it looks first, and a
/// probe sees what has happened; nothing but the ledger's lock keeps two processes from acting at once.
/// </summary>
public sealed class EffectOperation : Operation<EffectRequest, EffectOutput>
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public override string Id => "test/effect";

    public override string Summary => "Has an effect";

    public override OperationKind Kind => OperationKind.Change;

    /// <summary>Gives all effects, the oldest first; one that happened twice is there twice.</summary>
    public static string[] Read(string folder)
    {
        DirectoryInfo log = new(Path.Combine(folder, "effects"));
        return !log.Exists ? [] : [.. log.GetFiles().OrderBy(file => file.LastWriteTimeUtc).Select(file => file.Name.Split(' ')[0])];
    }

    public override Task<Plan> PlanAsync(EffectRequest request, OperationContext context, CancellationToken cancellationToken) => Task.FromResult(new Plan
    {
        Operation = Id,
        Changes = Next(request) is not { } next ? [] :
        [
            new Change { Id = "1", Kind = "effect", Target = next, From = request.Folder, To = next, Summary = $"effect {next}", Effect = EffectContract.Convergent },
        ],
    });

    public override Change? Revert(ChangeResult applied) => applied.Change with { Kind = "undo", Target = $"undo-{applied.Change.Target}", Summary = $"undo {applied.Change.Summary}" };

    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        if (change.Target.StartsWith("poison", StringComparison.Ordinal))
        {
            Process.GetCurrentProcess().Kill();
        }

        if (change.Target.StartsWith("slow", StringComparison.Ordinal))
        {
            await File.WriteAllTextAsync(Path.Combine(change.From!, $"begun-{change.Target}"), string.Empty, cancellationToken);
            while (!File.Exists(Path.Combine(change.From!, "go")))
            {
                await Task.Delay(Poll, context.Time, cancellationToken);
            }
        }

        // A file for each effect: no two processes can write over each other's.
        string log = Directory.CreateDirectory(Path.Combine(change.From!, "effects")).FullName;
        await File.WriteAllTextAsync(Path.Combine(log, $"{change.Target} {Guid.NewGuid():N}"), string.Empty, CancellationToken.None);
        return new Dictionary<string, string>();
    }

    public override Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Happened(change.From!, change.Target) ? ProbeOutcome.Applied : ProbeOutcome.NotApplied);

    public override Task<Conclusion> ConcludeAsync(EffectRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Conclusion(new EffectOutput(request.Name), changes.Select(change => change.Failure).FirstOrDefault(failure => failure is not null) ?? Own(request)));

    // What is flaky comes in two parts, one an attempt; so it fails by what has happened, whoever looks and however often.
    private static string? Next(EffectRequest request)
    {
        string[] parts = IsFlaky(request) ? [$"{request.Name}-1", $"{request.Name}-2"] : [request.Name];
        return Array.Find(parts, part => !Happened(request.Folder, part));
    }

    private static bool IsFlaky(EffectRequest request) => request.Name.StartsWith("flaky", StringComparison.Ordinal);

    private static Failure? Own(EffectRequest request) =>
        IsFlaky(request) && Next(request) is not null ? new Failure { Id = "Busy", Message = $"{request.Name} is busy.", Transient = true }
        : request.Name.StartsWith("broken", StringComparison.Ordinal) ? new Failure { Id = "Broken", Message = $"{request.Name} is broken." }
        : null;

    private static bool Happened(string folder, string name) =>
        Directory.Exists(Path.Combine(folder, "effects")) && Directory.EnumerateFiles(Path.Combine(folder, "effects"), $"{name} *").Any();
}
