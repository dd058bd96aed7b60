using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Cmdlets;

/// <summary>
/// Says in cmdlets what texts say in verbs of <c>guru</c>. The texts are written once, for both faces; who works in
/// PowerShell wants to hear what to type there.
/// </summary>
internal static partial class CmdletText
{
    /// <summary>Gives a text with cmdlets in place of verbs. What there is no cmdlet for stays.</summary>
    public static string Of(string text)
    {
        if (!text.Contains("guru ", StringComparison.Ordinal) && !text.Contains("--", StringComparison.Ordinal))
        {
            return text;
        }

        string verbs = Verb().Replace(text, match => InCmdlets(match));
        string given = GivenOption().Replace(verbs, match => match.Groups["cmdlet"].Value + (match.Groups["cmdlet"].Value.Contains(' ', StringComparison.Ordinal) ? string.Empty : match.Groups["value"].Value));
        return Option().Replace(given, match => CmdletVerbs.Option(match.Groups["name"].Value, match.Groups["value"].Value) ?? match.Value);
    }

    /// <summary>Gives an output in the same words: a run's and a step's failure come as the ledger has them.</summary>
    public static object In(object output) => output switch
    {
        RunState { Failure: { } failure } run => run with { Failure = In(failure) },
        StepState { Failure: { } failure } step => step with { Failure = In(failure) },
        _ => output,
    };

    /// <summary>Gives a document whose next actions are in these words.</summary>
    public static JsonNode In(JsonNode document)
    {
        foreach (JsonObject holder in Objects(document).Where(holder => holder.ContainsKey("nextAction")).ToList())
        {
            if (holder["nextAction"] is JsonValue value && value.TryGetValue(out string? text))
            {
                holder["nextAction"] = Of(text);
            }
        }

        return document;
    }

    private static Failure In(Failure failure) => failure with
    {
        NextAction = failure.NextAction is { } next ? Of(next) : null,
        Details = [.. failure.Details.Select(In)],
    };

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject holder => holder.SelectMany(entry => Objects(entry.Value)).Prepend(holder),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static string InCmdlets(Match match)
    {
        (string? command, string tail) = CmdletVerbs.Translate(match.Groups["words"].Value);
        string quote = match.Groups["quote"].Value;
        string given = match.Groups["given"].Value;
        if (command is null)
        {
            return given.Length > 0 ? given : match.Value;
        }

        // Behind a bare verb, the sentence goes on; what stands in brackets says the same again.
        return $"{quote}{command}{tail}{quote}";
    }

    // 'guru resume RUN' or guru import prod --again, and what a text gives for PowerShell itself: (PowerShell: Clear-TaskQueue prod).
    [GeneratedRegex("""(?:(?<quote>')guru (?<words>[^']+)'|(?<!\w)guru (?<words>[a-z][^()';,]*[^()';, ]))(?: \(PowerShell: (?<given>[^()]*)\)|; PowerShell: (?<given>[^()]*)(?=\)))?""", RegexOptions.CultureInvariant)]
    private static partial Regex Verb();

    // --force (-Force), --allow-destructive (PowerShell: -Force), --during-freeze "why" (PowerShell: -DuringFreeze).
    [GeneratedRegex("""--[a-z][a-z-]*(?<value> "[^"]*"| [A-Z]+(?:=[A-Z]+)?)? \((?:PowerShell: )?(?<cmdlet>-[A-Z][A-Za-z]+(?: [^()]+)?)\)""", RegexOptions.CultureInvariant)]
    private static partial Regex GivenOption();

    // An option that stands alone in a sentence; one within a command of another program is that program's.
    [GeneratedRegex("""(?<=(?:\bwith|:|\bor) |\()--(?<name>[a-z][a-z-]*)(?: (?<value>[^\s,;()]+=[^\s,;()]+))?(?![\w=-])""", RegexOptions.CultureInvariant)]
    private static partial Regex Option();
}
