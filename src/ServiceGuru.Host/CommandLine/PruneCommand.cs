using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Gates;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru prune --older-than AGE</c>.</summary>
internal sealed class PruneCommand : VerbCommand
{
    private readonly Option<TimeSpan?> _olderThan = new("--older-than")
    {
        Description = "How long ago a run must have ended, e.g. 90d.", HelpName = "AGE", Required = true, CustomParser = Age,
    };

    private readonly Option<int> _keep = new("--keep") { Description = "How many of the newest runs of each runbook of a service stay however old they are.", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<bool> _plan = new("--plan", "--what-if") { Description = "Shows what would be removed, and removes nothing." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Agrees to the removal, in your name." };

    public PruneCommand(VerbRunner runner)
        : base("prune", "Removes old runs from the ledger: ended ones only, and none that tells what was there before a change.", runner)
    {
        _keep.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out int keep) && keep < 1)
            {
                result.AddError("--keep must be 1 or more.");
            }
        });
        Options.Add(_olderThan);
        Options.Add(_keep);
        Options.Add(_plan);
        Options.Add(_yes);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        Retention retention = new(call.Ledger, call.Parts.Time);
        RetentionRule rule = new(call.Parse.GetValue(_olderThan)!.Value, call.Parse.GetValue(_keep));
        bool plan = call.Parse.GetValue(_plan);
        bool asks = !plan && !call.Parse.GetValue(_yes);
        if (asks && (call.Mode != OutputMode.Terminal || !call.Parts.InputIsTerminal))
        {
            return call.Fail(new Failure
            {
                Id = "NotConfirmed",
                Kind = FailureKind.Usage,
                Message = "Nobody is here to agree to the removal of runs.",
                NextAction = "Look at it with --plan, then repeat with --yes. Nothing was removed.",
            });
        }

        List<RetentionVerdict> verdicts = [];
        await foreach (RetentionVerdict verdict in retention.JudgeAsync(rule, cancellationToken).ConfigureAwait(false))
        {
            verdicts.Add(verdict);
        }

        if (plan || !verdicts.Exists(verdict => verdict.Goes))
        {
            return call.Show(verdicts, screen => Show(screen, verdicts, "would go"));
        }

        if (asks)
        {
            Show(call.Screen, verdicts, "goes");
            if (!await new Person(call.Parts.Console).TypesYesAsync($"Remove {Quantity.Of(verdicts.Count(verdict => verdict.Goes), "run")} for good?", cancellationToken).ConfigureAwait(false))
            {
                call.Screen.Line("Nothing was removed.");
                return ExitCodes.Refused;
            }
        }

        for (int index = 0; index < verdicts.Count; index++)
        {
            verdicts[index] = verdicts[index].Goes ? await retention.RemoveAsync(verdicts[index], cancellationToken).ConfigureAwait(false) : verdicts[index];
        }

        return call.Show(verdicts, screen => Show(screen, verdicts, "removed"));
    }

    // Durations elsewhere end at a year; what is kept may be older.
    private static TimeSpan? Age(ArgumentResult result) =>
        result.Tokens is [{ Value: var text }] && text.EndsWith('d') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days is > 0 and < 36500
            ? TimeSpan.FromDays(days)
            : Durations.Parse(result);

    private static void Show(IScreen screen, IReadOnlyList<RetentionVerdict> verdicts, string goes)
    {
        if (verdicts.Count > 0)
        {
            Listing listing = new Listing("Run", "Runbook", "Service", "Status", "Ended", "Verdict").Keeps("Run", "Status", "Ended").Spares("Service", "Runbook");
            foreach (RetentionVerdict verdict in verdicts)
            {
                listing.Add(
                    verdict.RunId,
                    verdict.Runbook,
                    verdict.Service,
                    verdict.Status?.ToString().ToLowerInvariant(),
                    verdict.EndedAt is { } at ? Elapsed.Stamp(at) : string.Empty,
                    verdict.Goes ? new Piece(goes, Tone.Warn) : new Piece($"stays: {verdict.Kept}"));
            }

            screen.Table(listing);
        }

        int going = verdicts.Count(verdict => verdict.Goes);
        screen.Line($"{Quantity.Of(going, "run")} {(goes == "removed" ? "removed" : "to remove")}, {verdicts.Count - going} of that age kept.");
    }
}
