using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;

namespace ServiceGuru.Sessions;

/// <summary>Checks how a run goes on before anything of it is recorded.</summary>
/// <param name="service">The service.</param>
/// <param name="reader">Reads the runbook.</param>
internal sealed class RunResumer(ServiceDefinition service, RunbookReader reader)
{
    /// <summary>Checks it, and gives what is to be recorded.</summary>
    /// <exception cref="GuruException">It can't go on so.</exception>
    public async Task<RunResumption> CheckAsync(RunState run, ResumeOptions options, CancellationToken cancellationToken)
    {
        Runbook pinned = reader.ReadPinned(run.Created);
        RunResumed resumed = new(options.By) { From = options.From, OnFailure = options.OnFailure, DuringFreeze = options.DuringFreeze };
        RefuseEnded(run, options);

        // What is undone or given up is so by the text that it was done by, whatever the file says now.
        if (options is { From: null, Migrate: false } && run.GoesBack)
        {
            return new RunResumption(pinned, [resumed]);
        }

        string? present = await PresentTextAsync(run.Created, cancellationToken).ConfigureAwait(false);
        RunMigrated? migrated = null;
        Runbook runbook = pinned;
        if (options.Migrate)
        {
            runbook = RunMigration.Read(run, reader, present);
            migrated = RunMigration.To(runbook, run, service, options.By);
            RefusePromised(run, migrated);
        }
        else if (present is not null && present != run.Created.RunbookText)
        {
            throw Changed(run, pinned, present);
        }

        IReadOnlyList<RunEvent> events = migrated is null ? [resumed] : [migrated, resumed];
        if (options.From is not null)
        {
            RunRestartRules.Check(run, runbook, events);
        }

        return new RunResumption(runbook, events);
    }

    private static async Task<string?> PresentTextAsync(RunCreated created, CancellationToken cancellationToken) =>
        created.RunbookPath is { } path && File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) : null;

    private static void RefuseEnded(RunState run, ResumeOptions options)
    {
        if (options.From is null && run.Status is RunStatus.Succeeded or RunStatus.Cancelled or RunStatus.Undone)
        {
            string how = run.Status switch { RunStatus.Succeeded => "has succeeded", RunStatus.Cancelled => "was cancelled", _ => "was undone" };
            throw new GuruException(new Failure
            {
                Id = $"Run{run.Status}",
                Kind = FailureKind.Usage,
                Message = $"Run {run.Id} {how}, so it goes on only from a step that you choose.",
                Target = run.Id,
                Evidence = [$"its steps: {string.Join(", ", run.Steps.Select(step => step.Step.Id))}"],
                NextAction = $"'guru resume {run.Id} --from STEP', or start a new run. Nothing was started.",
            });
        }

        List<string> open = [.. run.Steps.SelectMany(step => step.Undos.Values).Where(undo => !undo.Ended).Select(undo => undo.Revert.Summary)];
        if (options.From is not null && open.Count > 0)
        {
            throw new GuruException(new Failure
            {
                Id = "UndoUnfinished",
                Kind = FailureKind.Usage,
                Message = $"Run {run.Id} was interrupted while a change was being undone; that comes first.",
                Target = run.Id,
                Evidence = open,
                NextAction = $"'guru resume {run.Id}' goes on with the undo; then choose the step. Nothing was started.",
            });
        }
    }

    // Who agreed to a plan agreed to that text; what another one does, nobody has seen.
    private static void RefusePromised(RunState run, RunMigrated? migrated)
    {
        if (migrated is not null && run.Created.PlanHash is { } hash)
        {
            throw new GuruException(new Failure
            {
                Id = "PlanOfOtherText",
                Kind = FailureKind.Usage,
                Message = $"Run {run.Id} is held to a plan of its runbook as it was, which can't hold for another text.",
                Target = run.Id,
                Evidence = [$"plan {hash}"],
                NextAction = $"Put the file back as it was, or plan the present text and start a new run with that plan: 'guru plan {run.Created.RunbookPath}'. It finds out by itself what is already done. Nothing was started.",
            });
        }
    }

    private GuruException Changed(RunState run, Runbook pinned, string present)
    {
        IReadOnlyList<string> differences;
        try
        {
            differences = RunbookDifferences.Between(pinned, reader.Read(present, run.Created.RunbookPath));
        }
        catch (InvalidDocumentException error)
        {
            differences = [.. error.Diagnostics.Select(mistake => $"a mistake: {mistake}")];
        }

        return new GuruException(new Failure
        {
            Id = "RunbookChanged",
            Kind = FailureKind.Usage,
            Message = $"Runbook {run.Created.Runbook} was changed since run {run.Id} began.",
            Target = run.Created.RunbookPath,
            Evidence = differences,
            NextAction = $"Put the file back as it was, or follow it as it is now: 'guru resume {run.Id} --migrate' (PowerShell: -Migrate). A new run finds out by itself what is already done. Nothing was started.",
        });
    }
}
