using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sandboxes;

namespace ServiceGuru.Cmdlets;

/// <summary>
/// Says in cmdlets what texts say in verbs of <c>guru</c>. The texts are written once, for both faces; who works in
/// PowerShell wants to hear what to type there.
/// </summary>
internal static partial class CmdletText
{
    private static readonly RunAdvice Advice = new(Of);

    /// <summary>Gives a text with cmdlets in place of verbs. What there is no cmdlet for stays.</summary>
    public static string Of(string text)
    {
        if (!text.Contains("guru ", StringComparison.Ordinal) && !text.Contains("--", StringComparison.Ordinal) && !text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }

        string variables = Variable().Replace(Export().Replace(text, "$$env:${name} = (${command})"), "$$env:");
        string verbs = Verb().Replace(variables, match => InCmdlets(match));
        string given = GivenOption().Replace(verbs, match => match.Groups["cmdlet"].Value + (match.Groups["cmdlet"].Value.Contains(' ', StringComparison.Ordinal) ? string.Empty : match.Groups["value"].Value));
        return Option().Replace(given, match => CmdletVerbs.Option(match.Groups["name"].Value, match.Groups["value"].Value) ?? match.Value);
    }

    /// <summary>Gives an output in the same words: what comes out of the ledger and of guru is written for both faces.</summary>
    public static object In(object output) => output switch
    {
        RunState run => Advice.Of(run),
        StepState step => Advice.Of(step),
        RunbookEvent happened => happened with { Text = Of(happened.Text) },
        RetentionVerdict { Kept: { } kept } verdict => verdict with { Kept = Of(kept) },
        SandboxFaultState fault => fault with { Summary = Of(fault.Summary), Expect = Of(fault.Expect) },
        _ => output,
    };

    /// <summary>Gives a document whose next actions are in these words.</summary>
    public static JsonNode In(JsonNode document) => Advice.Of(document);

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
    [GeneratedRegex("""(?<=(?:\bwith|[:;]|\bor) |\()--(?<name>[a-z][a-z-]*)(?: (?<value>[^\s,;()]+=[^\s,;()]+))?(?![\w=-])""", RegexOptions.CultureInvariant)]
    private static partial Regex Option();

    // export BW_SESSION="$(bw unlock --raw)"
    [GeneratedRegex("""\bexport (?<name>[A-Z_]+)=\x22\$\((?<command>[^()]*)\)\x22""", RegexOptions.CultureInvariant)]
    private static partial Regex Export();

    // $SERVICEGURU_SERVICE
    [GeneratedRegex("""\$(?=SERVICEGURU_[A-Z])""", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
