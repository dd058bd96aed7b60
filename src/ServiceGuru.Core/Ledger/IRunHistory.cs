using ServiceGuru.Operations;

namespace ServiceGuru.Ledger;

/// <summary>What the recorded runs of a service have changed.</summary>
public interface IRunHistory
{
    /// <summary>Lists the applied changes of a kind, newest first, also those of a run that is under way.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="kinds">The kinds of change, e.g. <c>set-topic</c>.</param>
    /// <param name="target">The change's target.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    IAsyncEnumerable<Change> AppliedChangesAsync(string service, IReadOnlyCollection<string> kinds, string target, CancellationToken cancellationToken);

    /// <summary>Lists the applied changes of a kind with the runs that made them, newest first; what an undo did is not among them.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="kind">The kind of change, e.g. <c>import-image</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    IAsyncEnumerable<RecordedChange> RecordedChangesAsync(string service, string kind, CancellationToken cancellationToken);

    /// <summary>Lists the runs that have applied changes of a kind, newest first, also one that is under way.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="kinds">The kinds of change, e.g. <c>move-branch</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    IAsyncEnumerable<RunChanges> RunsAsync(string service, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken);
}
