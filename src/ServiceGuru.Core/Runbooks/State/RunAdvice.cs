using System.Text.Json.Nodes;
using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.State;

/// <summary>Puts what a run advises into other words, those of another face. It gives copies: what was recorded stays as it is.</summary>
/// <param name="words">Gives an advice in the other words.</param>
public sealed class RunAdvice(Func<string, string> words)
{
    private const string NextAction = "nextAction";

    /// <summary>Rewords a run with all its steps.</summary>
    public RunState Of(RunState run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run with { Failure = Maybe(run.Failure), Steps = [.. run.Steps.Select(Of)] };
    }

    /// <summary>Rewords a step with its changes, their undoing and its targets.</summary>
    public StepState Of(StepState step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step with
        {
            Failure = Maybe(step.Failure),
            Changes = [.. step.Changes.Select(result => result with { Change = Of(result.Change), Failure = Maybe(result.Failure) })],
            Undos = step.Undos.SetItems(step.Undos.Select(undo => KeyValuePair.Create(undo.Key, undo.Value with { Revert = Of(undo.Value.Revert), Failure = Maybe(undo.Value.Failure) }))),
            Notes = [.. step.Notes.Select(note => note with { Text = words(note.Text) })],
            Targets = [.. step.Targets.Select(target => target with { Failure = Maybe(target.Failure), OutputNode = Maybe(target.OutputNode) })],
            OutputNode = Maybe(step.OutputNode),
        };
    }

    /// <summary>Rewords a failure with those that it sums up.</summary>
    public Failure Of(Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure with { NextAction = failure.NextAction is { } next ? words(next) : null, Details = [.. failure.Details.Select(Of)] };
    }

    /// <summary>Rewords the next actions of a document, at any depth, and nothing else in it.</summary>
    /// <param name="document">The document; it is not changed.</param>
    /// <returns>The same document where there is nothing to reword, else another one.</returns>
    public JsonNode Of(JsonNode document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (!Advising(document).Any(holder => words(Advice(holder)!) != Advice(holder)))
        {
            return document;
        }

        JsonNode copy = document.DeepClone();
        foreach (JsonObject holder in Advising(copy).ToList())
        {
            holder[NextAction] = words(Advice(holder)!);
        }

        return copy;
    }

    private static string? Advice(JsonObject holder) => holder[NextAction] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static IEnumerable<JsonObject> Advising(JsonNode document) => Objects(document).Where(holder => Advice(holder) is not null);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject holder => holder.SelectMany(entry => Objects(entry.Value)).Prepend(holder),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private Change Of(Change change) => change.Undo is { } undo ? change with { Undo = words(undo) } : change;

    private Failure? Maybe(Failure? failure) => failure is null ? null : Of(failure);

    private JsonNode? Maybe(JsonNode? document) => document is null ? null : Of(document);
}
