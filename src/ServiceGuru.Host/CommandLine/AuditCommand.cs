using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru audit [RUN...|--all]</c>.</summary>
internal sealed class AuditCommand : VerbCommand
{
    private readonly Argument<string[]> _runs = new("RUN") { Description = "The runs' ids, see 'guru runs'.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _all = new("--all") { Description = "Checks all runs." };
    private readonly Option<string?> _expect = new("--expect")
    {
        Description = "A last hash that was kept elsewhere: proves that what was recorded until then is still there.", HelpName = "HASH",
    };

    public AuditCommand(VerbRunner runner)
        : base("audit", "Checks that the records of runs and of their targets are what was written, and prints their last hashes.", runner)
    {
        Arguments.Add(_runs);
        Options.Add(_all);
        Options.Add(_expect);
        Validators.Add(result =>
        {
            int named = result.GetValue(_runs)?.Length ?? 0;
            if ((named == 0) != result.GetValue(_all))
            {
                result.AddError("Name the runs to check, or give --all.");
            }
            else if (result.GetResult(_expect) is not null && named != 1)
            {
                result.AddError("--expect is the hash of one run: name it.");
            }
        });
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        LedgerAudit ledger = new(call.Ledger);
        string[] runs = call.Parse.GetValue(_runs) ?? [];
        List<RunAudit> audits = [];
        await foreach (RunAudit audit in ledger.CheckAsync(call.Parse.GetValue(_all) ? null : runs, cancellationToken).ConfigureAwait(false))
        {
            // The hash is of the run that was named, which comes before those of its targets.
            audits.Add(audits.Count == 0 && call.Parse.GetValue(_expect) is { } hash ? await ledger.HoldAgainstAsync(audit, hash, cancellationToken).ConfigureAwait(false) : audit);
        }

        return call.Show(audits, screen => Show(screen, audits), Damaged(audits));
    }

    private static Failure? Damaged(IReadOnlyList<RunAudit> audits)
    {
        Failure[] bad = [.. audits.Where(audit => !audit.Intact).Select(Failed)];
        return bad.Length switch
        {
            0 => null,
            1 => bad[0],
            _ => new Failure { Id = "LedgerDamaged", Message = $"{bad.Length} of {Quantity.Of(audits.Count, "run")} are not what was written.", Details = bad, NextAction = "Compare them with a backup; do not resume them." },
        };
    }

    private static Failure Failed(RunAudit audit) => audit.BadRecord is { } bad ? LedgerFailures.Damaged(audit.RunId, bad, new InvalidDataException(audit.Reason)).Failure : new()
    {
        Id = "LedgerCutOff",
        Message = $"No record of run {audit.RunId} has the hash that was kept.",
        Target = audit.RunId,
        Cause = $"{char.ToUpperInvariant(audit.Reason![0])}{audit.Reason[1..]}.",
        NextAction = "Compare the run with a backup; do not resume it.",
    };

    private static void Show(IScreen screen, IReadOnlyList<RunAudit> audits)
    {
        if (audits.Count == 0)
        {
            screen.Line("No runs yet.");
            return;
        }

        Listing listing = new Listing("Run", "Records", "Chain", "Last hash").Keeps("Run", "Last hash");
        foreach (RunAudit audit in audits)
        {
            Piece chain = audit.Intact
                ? new Piece(audit.TornEnd ? "holds; a torn end never counted" : "holds", Tone.Good)
                : new Piece(audit.CutOff ? audit.Reason! : $"record {audit.BadRecord}: {audit.Reason}", Tone.Bad);
            listing.Add(audit.RunId, $"{audit.Records}", chain, audit.LastHash);
        }

        screen.Table(listing);
    }
}
