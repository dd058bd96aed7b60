using System.Text.Json.Nodes;
using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;

namespace ServiceGuru.Snippets;

/// <summary>Runs the one step of a snippet, as a run of its own.</summary>
/// <param name="session">The service that it works on.</param>
public sealed class SnippetRunner(ServiceSession session)
{
    /// <summary>Plans it; writes nothing.</summary>
    /// <param name="snippet">The snippet.</param>
    /// <param name="workingDirectory">Where files go, absolute.</param>
    /// <param name="progress">Where progress is told.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="GuruException">An input is not known or wrong (<c>InputsUnknown</c>, <c>InvalidInput</c>), or a system could not be read.</exception>
    public Task<Plan> PlanAsync(Snippet snippet, string workingDirectory, IOperationProgress progress, CancellationToken cancellationToken)
    {
        SnippetInputs.RequireKnown(snippet);
        return session.PlanAsync(snippet.Operation.Id, StepInputs.Bind(snippet.Operation, snippet.Inputs), workingDirectory, progress, cancellationToken);
    }

    /// <summary>Tells why the calendar forbids it now, or null where it does not.</summary>
    /// <param name="snippet">The snippet.</param>
    /// <param name="duringFreeze">Why it goes all the same, or null.</param>
    public Failure? Closed(Snippet snippet, string? duringFreeze) =>
        session.Closed(snippet.Operation.Id, StepInputs.Bind(snippet.Operation, snippet.Inputs), duringFreeze);

    /// <summary>Runs it. The run's record says where its inputs come from.</summary>
    /// <param name="snippet">The snippet.</param>
    /// <param name="options">What the caller decides.</param>
    /// <param name="gatekeeper">Asks the person at this face.</param>
    /// <param name="observer">Sees the run as it happens.</param>
    /// <param name="cancellationToken">Stops the run; it can be resumed.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="GuruException">An input is not known or wrong (<c>InputsUnknown</c>, <c>InvalidInput</c>), or the ledger can't be written.</exception>
    public Task<RunOutcome> RunAsync(Snippet snippet, RunOptions options, IGatekeeper gatekeeper, IRunObserver observer, CancellationToken cancellationToken)
    {
        SnippetInputs.RequireKnown(snippet);
        StepInputs.Bind(snippet.Operation, snippet.Inputs);
        RunOptions own = options with { Origin = new RunOrigin(snippet.From.Run, snippet.From.Step, snippet.Name) };
        return session.RunAsync(ToRunbook(snippet), own, gatekeeper, observer, cancellationToken);
    }

    /// <summary>Gives the id of the only step that the run of a snippet has.</summary>
    /// <param name="snippet">The snippet.</param>
    /// <returns>The recorded step's id, else <c>operation</c>.</returns>
    public static string StepOf(Snippet snippet) => snippet.From.Step is { } step && RunbookReader.IsName(step) ? step : "operation";

    private Runbook ToRunbook(Snippet snippet)
    {
        JsonObject step = new()
        {
            ["id"] = StepOf(snippet),
            ["uses"] = snippet.Operation.Id,
            ["with"] = StepInputs.Literal(snippet.Inputs),
            ["retry"] = new JsonObject { ["attempts"] = snippet.Retry.Attempts, ["backoff"] = Duration.Format(snippet.Retry.Backoff) },
            ["undo"] = TypeShape.Key(snippet.Undo.ToString()),
        };
        if (snippet.Timeout is { } timeout)
        {
            step["timeout"] = Duration.Format(timeout);
        }

        JsonObject document = new() { ["name"] = snippet.Operation.Id.Replace('/', '-'), ["steps"] = new JsonArray(step) };
        return new RunbookReader(session.Parser, session.Operations).Read(document.ToJsonString(LedgerJson.Options), null);
    }
}
