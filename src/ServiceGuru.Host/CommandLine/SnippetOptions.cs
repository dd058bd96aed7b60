using System.CommandLine;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Host.Gates;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Sessions;
using ServiceGuru.Snippets;

namespace ServiceGuru.Host.CommandLine;

/// <summary>The options of the verbs that run one step alone, and how they do it.</summary>
internal sealed class SnippetOptions
{
    private readonly Option<Dictionary<string, string>> _set = Setting();
    private readonly Option<bool> _plan = new("--plan", "--what-if") { Description = "Shows what would be changed, and changes nothing." };
    private readonly ChangeOptions _change = new();

    /// <summary>Makes the option that changes inputs.</summary>
    public static Option<Dictionary<string, string>> Setting() =>
        KeyValues.Option("--set", "Another value of an input; lists and mappings as in YAML, e.g. repositories=[ogr]. May be repeated.");

    public void AddTo(Command command)
    {
        command.Options.Add(_set);
        command.Options.Add(_plan);
        command.Options.Add(_change.Yes);
        command.Options.Add(_change.AllowDestructive);
        command.Options.Add(_change.DuringFreeze);
    }

    /// <summary>Plans or runs a snippet.</summary>
    /// <param name="call">The verb's call.</param>
    /// <param name="name">A saved snippet, or <c>RUN/STEP</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<int> RunAsync(VerbCall call, string name, CancellationToken cancellationToken)
    {
        SnippetStore store = new SessionFactory(call.Settings) { Ledger = call.Ledger }.Snippets;
        (Snippet snippet, string? servicePath) = await store.FindAsync(name, cancellationToken).ConfigureAwait(false);
        snippet = store.Set(snippet, call.Parse.GetValue(_set) ?? []);

        // A recorded step belongs to the service that its run was started for, whatever service is the default here and now.
        ServiceSession session = await call.OpenAsync(call.Service ?? servicePath, cancellationToken).ConfigureAwait(false);
        SnippetRunner runner = new(session);
        if (call.Parse.GetValue(_plan))
        {
            Plan plan = await AskFace.WatchAsync(call, progress => runner.PlanAsync(snippet, call.Parts.CurrentDirectory, progress, cancellationToken)).ConfigureAwait(false);
            return ApplyFace.Show(call, plan, runner.Closed(snippet, call.Parse.GetValue(_change.DuringFreeze)));
        }

        Consent consent = new(call.Parse.GetValue(_change.Yes), call.Parse.GetValue(_change.AllowDestructive), ReviewsChanges: true);
        if (snippet.Operation.Kind == OperationKind.Change && ApplyFace.Unconfirmed(call, consent, snippet.Operation.Id, "--plan") is { } unconfirmed)
        {
            return call.Fail(unconfirmed);
        }

        RunOptions options = new() { By = call.Parts.User, WorkingDirectory = call.Parts.CurrentDirectory, DuringFreeze = call.Parse.GetValue(_change.DuringFreeze) };
        RunOutcome outcome = await new RunFace(call, consent, call.NamedState).CarryOutAsync(
            (gatekeeper, observer) => runner.RunAsync(snippet, options, gatekeeper, observer, cancellationToken), cancellationToken).ConfigureAwait(false);
        return outcome.ExitCode;
    }
}
