using ServiceGuru.Images;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>
/// Finds what image streams had before the last deployment: by the ledger where one of our runs brought the present
/// image, else by the stream's own history, because production imports images by itself as well.
/// </summary>
internal sealed class PreviousImages
{
    // One deployment's images come within hours of each other; the deployment before it was on another day.
    private static readonly TimeSpan OneDeployment = TimeSpan.FromHours(12);

    private readonly string? _run;
    private readonly ILookup<string, RecordedChange> _imports;

    private PreviousImages(string? run, IEnumerable<RecordedChange> imports)
    {
        _run = run;
        _imports = imports.ToLookup(recorded => recorded.Change.Target, StringComparer.Ordinal);
    }

    /// <summary>Reads the ledger.</summary>
    /// <exception cref="GuruException">The named run has imported nothing there (<c>RunWithoutImport</c>).</exception>
    public static async Task<PreviousImages> ReadAsync(UndoDeploymentRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        List<RecordedChange> imports = [];
        await foreach (RecordedChange recorded in context.History.RecordedChangesAsync(context.Service.Name, ImportChange.Kind, cancellationToken).ConfigureAwait(false))
        {
            if (recorded.Change.Details.GetValueOrDefault(ImportChange.Environment) == request.Environment && (request.Run is null || recorded.Run == request.Run))
            {
                imports.Add(recorded);
            }
        }

        return imports.Count > 0 || request.Run is null ? new PreviousImages(request.Run, imports) : throw new GuruException(new Failure
        {
            Id = "RunWithoutImport",
            Kind = FailureKind.Usage,
            Message = $"Run {request.Run} has imported nothing to {request.Environment} that this machine's ledger knows of.",
            Target = request.Run,
            NextAction = "Leave the run out: then the image streams' own history tells what was there before.",
        });
    }

    /// <summary>Picks the streams of the last deployment: those of the run, else those whose images came with the newest one.</summary>
    public IReadOnlyList<ImageStreamDefinition> OfLastDeployment(IReadOnlyList<ImageStreamDefinition> streams, Func<ImageStreamDefinition, ImageStreamTagState?> tag)
    {
        if (_run is not null)
        {
            return [.. streams.Where(stream => _imports.Contains(stream.Name))];
        }

        DateTimeOffset? newest = streams.Max(stream => tag(stream)?.ImportedAt);
        return [.. streams.Where(stream => tag(stream)?.ImportedAt >= newest - OneDeployment)];
    }

    /// <summary>Gives what a stream had before.</summary>
    public PreviousImage Of(string stream, ImageStreamTagState tag)
    {
        // Oldest first within a run: several attempts may have imported, and what was before the first counts.
        RecordedChange? newest = _imports[stream].FirstOrDefault();
        bool ours = newest is not null && (_run is not null || Brought(newest) == tag.Digest || newest.Change.To == tag.Digest);
        RecordedChange? first = ours ? _imports[stream].Last(recorded => recorded.Run == newest!.Run) : null;
        return first?.Change.From is { } from && from != tag.Digest
            ? new PreviousImage(from, $"run {first.Run} replaced it")
            : new PreviousImage(tag.PreviousDigests.FirstOrDefault(digest => digest != tag.Digest), "the image stream's history has it next");
    }

    private static string? Brought(RecordedChange recorded) => recorded.Values.GetValueOrDefault(ImportChange.Digest);
}
