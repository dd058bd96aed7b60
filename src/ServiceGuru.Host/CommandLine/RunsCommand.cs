using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Console.Runs;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru runs</c>.</summary>
internal sealed class RunsCommand : VerbCommand
{
    private readonly Option<int> _last = new("--last") { Description = "How many to list at most.", HelpName = "N", DefaultValueFactory = _ => 20 };

    public RunsCommand(VerbRunner runner)
        : base("runs", "Lists the recorded runs, newest first.", runner)
    {
        _last.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out int last) && last < 1)
            {
                result.AddError("--last must be 1 or more.");
            }
        });
        Options.Add(_last);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        IRunLedger ledger = call.Ledger;
        int last = call.Parse.GetValue(_last);
        List<RunRow> rows = [];
        await foreach (string id in ledger.FindAsync(new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            rows.Add(await ReadAsync(ledger, id, cancellationToken).ConfigureAwait(false));
            if (rows.Count == last)
            {
                break;
            }
        }

        return call.Show(rows, screen => Show(screen, rows));
    }

    // One damaged ledger must not hide the others.
    private static async Task<RunRow> ReadAsync(IRunLedger ledger, string id, CancellationToken cancellationToken)
    {
        try
        {
            RunState run = await RecordedRun.ReadAsync(ledger, id, cancellationToken).ConfigureAwait(false);
            bool held = run.Status == RunStatus.Running && await ledger.IsHeldAsync(id, cancellationToken).ConfigureAwait(false);
            return RunRow.Of(run, held);
        }
        catch (GuruException error)
        {
            return RunRow.Unreadable(id, error.Failure);
        }
    }

    private static void Show(IScreen screen, List<RunRow> rows)
    {
        if (rows.Count == 0)
        {
            screen.Line("No runs yet.");
            return;
        }

        Listing listing = new Listing("Run", "Runbook", "Service", "Status", "Started", "Time", "By", "Failed at").Keeps("Run", "Status", "Started", "Time").Spares("By", "Service", "Started", "Time", "Failed at");
        foreach (RunRow row in rows)
        {
            listing.Add(row.RunId, row.Runbook, row.Service, new Piece(row.Status, row.Tone), row.StartedAt is { } at ? Elapsed.Stamp(at) : string.Empty, row.Duration, row.By, row.FailedAt);
        }

        screen.Table(listing);
    }
}
