using System.Diagnostics;
using System.Text;
using ServiceGuru.Operations;

namespace ServiceGuru.Effects;

/// <summary>
/// Has effects that many processes append to one log: a second time shows there. Like a real change it looks first, and a
/// probe sees what has happened; nothing but the ledger's lock keeps two processes from acting at once.
/// </summary>
public sealed class EffectOperation : Operation<EffectRequest, EffectOutput>
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public override string Id => "test/effect";

    public override string Summary => "Has an effect";

    public override OperationKind Kind => OperationKind.Change;

    /// <summary>Gives the log's lines: the effect and the process that had it.</summary>
    public static string[] Read(string folder)
    {
        string log = Path.Combine(folder, "effects");
        if (!File.Exists(log))
        {
            return [];
        }

        using StreamReader reader = new(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public override Task<Plan> PlanAsync(EffectRequest request, OperationContext context, CancellationToken cancellationToken) => Task.FromResult(new Plan
    {
        Operation = Id,
        Changes = Happened(request.Folder, request.Name) ? [] :
        [
            new Change { Id = "1", Kind = "effect", Target = request.Name, From = request.Folder, To = request.Name, Summary = $"effect {request.Name}", Effect = EffectContract.Convergent },
        ],
    });

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

        Append(Path.Combine(change.From!, "effects"), $"{change.Target} {Environment.ProcessId}\n");
        return new Dictionary<string, string>();
    }

    public override Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Happened(change.From!, change.Target) ? ProbeOutcome.Applied : ProbeOutcome.NotApplied);

    public override Task<Conclusion> ConcludeAsync(EffectRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Conclusion(new EffectOutput(request.Name), changes.Select(change => change.Failure).FirstOrDefault(failure => failure is not null)));

    private static bool Happened(string folder, string name) => Array.Exists(Read(folder), line => line.StartsWith(name + " ", StringComparison.Ordinal));

    // One write to a file that is opened for appending is whole, also beside others.
    private static void Append(string path, string line)
    {
        using FileStream file = new(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 });
        file.Write(Encoding.UTF8.GetBytes(line));
    }
}
