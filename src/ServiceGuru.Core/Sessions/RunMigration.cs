using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;

namespace ServiceGuru.Sessions;

/// <summary>Lets a run follow the present text of its runbook. Whatever has begun keeps its id and operation.</summary>
internal static class RunMigration
{
    /// <summary>Reads the present text of a run's runbook.</summary>
    /// <exception cref="GuruException">There is none (<c>MigrationImpossible</c>).</exception>
    /// <exception cref="Documents.InvalidDocumentException">It has mistakes; all are in it.</exception>
    public static Runbook Read(RunState run, RunbookReader reader, string? present) => run.Created.RunbookPath is not { } path
        ? throw Impossible(run, ["it is the run of a single operation, which has no runbook"])
        : present is null
            ? throw Impossible(run, [$"the file {path} is gone"])
            : reader.Read(present, path);

    /// <summary>Checks that a run can follow a runbook, and gives the event; null where it follows it already.</summary>
    /// <exception cref="GuruException">It can't (<c>MigrationImpossible</c>, with every reason), or an input is wrong.</exception>
    public static RunMigrated? To(Runbook runbook, RunState run, ServiceDefinition service, string by)
    {
        if (runbook.Hash == run.RunbookHash)
        {
            return null;
        }

        Dictionary<string, RunbookStep> steps = runbook.Steps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        List<string> reasons = runbook.Name == run.Created.Runbook ? [] : [$"the file holds another runbook now, {runbook.Name}"];
        foreach (StepState step in run.Steps.Where(step => step.Attempt > 0))
        {
            if (!steps.TryGetValue(step.Step.Id, out RunbookStep? now))
            {
                reasons.Add($"step '{step.Step.Id}' has begun, and is not in it any more");
            }
            else if (now.Operation.Id != step.Step.Uses)
            {
                reasons.Add($"step '{step.Step.Id}' has begun with {step.Step.Uses}, and uses {now.Operation.Id} in it");
            }
        }

        // What the run was started with is given again; what the new text does not know is not needed any more.
        Dictionary<string, string> given = run.Created.Parameters.ToJsonObject().Where(value => runbook.Parameters.ContainsKey(value.Key))
            .ToDictionary(value => value.Key, value => value.Value?.ToString() ?? string.Empty, StringComparer.Ordinal);
        System.Text.Json.Nodes.JsonObject? parameters = null;
        try
        {
            parameters = ParameterBinder.Bind(runbook, given);
        }
        catch (GuruException error) when (error.Failure.Id == "InvalidParameter")
        {
            reasons.AddRange(error.Failure.Evidence);
        }

        if (reasons.Count > 0)
        {
            throw Impossible(run, reasons);
        }

        RunInputs.Check(runbook, parameters!, service);
        return new RunMigrated(by, runbook.Text, runbook.Hash, parameters!, StepHeaders.Of(runbook));
    }

    private static GuruException Impossible(RunState run, IReadOnlyList<string> reasons) => new(new Failure
    {
        Id = "MigrationImpossible",
        Kind = FailureKind.Usage,
        Message = $"Run {run.Id} can't follow the present text of its runbook.",
        Target = run.Created.RunbookPath ?? run.Id,
        Evidence = reasons,
        NextAction = "Correct the file, or start a new run with it: what is already done is found out by itself. Nothing was started.",
    });
}
