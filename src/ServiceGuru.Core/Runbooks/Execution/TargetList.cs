using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Finds the targets of a step with <c>forEach</c> once its references have values.</summary>
internal static class TargetList
{
    private const int AtMost = 10_000;
    private const int LongestName = 200;

    /// <summary>Finds them, or gives null where the list is not known yet; what else is not known yet goes to <paramref name="missing"/>.</summary>
    /// <exception cref="GuruException">The list is none, or two targets have one name (<c>InvalidTargets</c>).</exception>
    public static IReadOnlyList<TargetItem>? Resolve(RunbookStep step, JsonObject parameters, Func<string, JsonNode?> outputs, ICollection<string> missing)
    {
        List<string> unknown = [];
        JsonNode? list = StepInputs.ResolveNode(step.ForEach!.Items, parameters, outputs, unknown);
        if (unknown.Count > 0)
        {
            foreach (string reference in unknown)
            {
                missing.Add(reference);
            }

            return null;
        }

        if (list is not JsonArray items || items.Count > AtMost)
        {
            throw Invalid(step, [list is JsonArray many ? $"{many.Count} targets are more than {AtMost}." : "forEach gives no list."]);
        }

        List<TargetItem> targets = [];
        List<string> mistakes = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int index = 0; index < items.Count; index++)
        {
            if (NameOf(items[index]) is not { } name)
            {
                mistakes.Add($"item {index + 1} has no name: it must be a text, a number, or a mapping with a name, at most {LongestName} characters.");
                continue;
            }

            if (!names.Add(name))
            {
                mistakes.Add($"there are two targets '{name}'.");
            }

            List<string> open = [];
            JsonObject inputs = StepInputs.Resolve(step.With, parameters, outputs, open, items[index]);
            mistakes.AddRange(open.Where(IsItem).Select(reference => $"target '{name}' has no {reference}."));
            foreach (string reference in open.Where(reference => !IsItem(reference) && !missing.Contains(reference)))
            {
                missing.Add(reference);
            }

            targets.Add(new TargetItem(name, inputs));
        }

        return mistakes.Count == 0 ? targets : throw Invalid(step, mistakes);
    }

    private static bool IsItem(string reference) => reference.StartsWith("${{ item", StringComparison.Ordinal);

    private static string? NameOf(JsonNode? item)
    {
        JsonNode? name = item is JsonObject record ? record["name"] ?? record["id"] : item;
        string? text = name?.GetValueKind() switch
        {
            JsonValueKind.String => name.GetValue<string>(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => name.ToJsonString(),
            _ => null,
        };
        return text is { Length: > 0 and <= LongestName } && !text.Any(char.IsControl) ? text : null;
    }

    private static GuruException Invalid(RunbookStep step, IReadOnlyList<string> mistakes) => new(new Failure
    {
        Id = "InvalidTargets",
        Kind = FailureKind.Usage,
        Message = $"Step '{step.Id}' can't tell its targets.",
        Target = step.Id,
        Evidence = [.. mistakes.Take(10), .. mistakes.Count > 10 ? [$"and {mistakes.Count - 10} more"] : Array.Empty<string>()],
        NextAction = "Correct the list of targets; no target was begun.",
    });
}
