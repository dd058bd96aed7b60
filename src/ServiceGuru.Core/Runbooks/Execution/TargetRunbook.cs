using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>
/// The runbook of one target's run: the step with its inputs resolved, and nothing else. Its inputs are values, never
/// looked at for references again: they may come from outside.
/// </summary>
internal static class TargetRunbook
{
    /// <summary>Makes the first record of a target's run.</summary>
    /// <param name="parent">How the run began that it belongs to.</param>
    /// <param name="parentId">The id of that run.</param>
    /// <param name="step">The step.</param>
    /// <param name="target">The target.</param>
    /// <param name="approved">Whether somebody has said yes to what the step destroys.</param>
    public static RunCreated Begin(RunCreated parent, string parentId, RunbookStep step, TargetHeader target, bool approved)
    {
        JsonObject document = new()
        {
            ["name"] = parent.Runbook,
            ["steps"] = new JsonArray(new JsonObject
            {
                ["id"] = step.Id,
                ["title"] = step.Title,
                ["uses"] = step.Operation.Id,
                ["with"] = target.Inputs.ToJsonObject().DeepClone(),
                ["timeout"] = step.Timeout is { } timeout ? Duration.Format(timeout) : null,
                ["retry"] = new JsonObject { ["attempts"] = step.Retry.Attempts, ["backoff"] = Duration.Format(step.Retry.Backoff) },
                ["undo"] = TypeShape.Key(step.Undo.ToString()),
            }),
        };
        if (step.Timeout is null)
        {
            document["steps"]![0]!.AsObject().Remove("timeout");
        }

        string text = document.ToJsonString(LedgerJson.Options);
        return new RunCreated
        {
            Runbook = parent.Runbook,
            RunbookText = text,
            RunbookHash = HashOf(text),
            Service = parent.Service,
            ServicePath = parent.ServicePath,
            Steps = [new StepHeader(step.Id, step.Title, step.Operation.Id, [], StepCondition.Success, step.Undo)],
            WorkingDirectory = parent.WorkingDirectory,
            By = parent.By,
            PlanHash = parent.PlanHash,
            Promise = parent.Promise?.OfTarget(step.Id, target.Name),
            Parent = new RunParent(parentId, step.Id, target.Name) { Approved = approved },
        };
    }

    /// <summary>Reads it back.</summary>
    /// <exception cref="GuruException">This version does not know the operation, or can't read the text (<c>UnreadableWork</c>).</exception>
    public static Runbook Read(RunCreated created, OperationCatalog operations)
    {
        List<Diagnostic> diagnostics = [];
        JsonNode? root = Parse(created);
        JsonObject inputs = root?["steps"]?[0]?["with"] as JsonObject ?? [];
        RunbookDocument? document = new DocumentBinder(diagnostics).Bind<RunbookDocument>(StepInputs.FromJson(root), string.Empty);
        if (diagnostics.Count > 0 || document?.Steps is not [{ Id: not null, Uses: not null } step])
        {
            throw Unreadable(created, [.. diagnostics.Select(mistake => mistake.Message)]);
        }

        IOperation operation = operations.Find(step.Uses) ?? throw Unreadable(created, [$"there is no operation '{step.Uses}' here."]);
        return new Runbook
        {
            Name = created.Runbook,
            Text = created.RunbookText,
            Hash = created.RunbookHash,
            Steps =
            [
                new RunbookStep
                {
                    Id = step.Id,
                    Title = step.Title ?? operation.Summary,
                    Operation = operation,
                    Inputs = inputs,
                    Timeout = step.Timeout,
                    Retry = step.Retry,
                    Undo = step.Undo,
                },
            ],
        };
    }

    private static JsonNode? Parse(RunCreated created)
    {
        try
        {
            return JsonNode.Parse(created.RunbookText);
        }
        catch (JsonException error)
        {
            throw Unreadable(created, [error.Message]);
        }
    }

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();

    private static GuruException Unreadable(RunCreated created, IReadOnlyList<string> reasons) => new(new Failure
    {
        Id = "UnreadableWork",
        Kind = FailureKind.Usage,
        Message = $"The work of target '{created.Parent?.Target}' can't be read by this version.",
        Target = created.Parent?.Target,
        Evidence = reasons,
        NextAction = "Workers must be of the version that started the run, or newer.",
    });
}
