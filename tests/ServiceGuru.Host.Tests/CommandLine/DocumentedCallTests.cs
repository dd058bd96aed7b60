using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ServiceGuru.Host.CommandLine;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary>Guru understands what the pages show; those of PowerShell are tests/Module/Docs.Tests.ps1.</summary>
public sealed partial class DocumentedCallTests
{
    /// <summary>Whole calls: what stands in a block to be copied.</summary>
    public static TheoryData<string> Calls => [.. Pages().SelectMany(Blocks).SelectMany(block => block.Split('\n')).Select(line => Call().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value.Trim()).Distinct()];

    /// <summary>What a sentence names, often without its arguments.</summary>
    public static TheoryData<string> Mentions => [.. Pages().SelectMany(page => Mention().Matches(Fence().Replace(page, string.Empty)).Select(match => match.Groups[1].Value)).Distinct()];

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_is_one(string call)
    {
        using TestHost host = new();

        CommandTree.Create(host.Parts, new GlobalOptions()).Parse(call).Errors.Select(error => error.Message).ShouldBeEmpty(call);
    }

    [Theory]
    [MemberData(nameof(Mentions))]
    public void A_mention_has_verbs_and_options_that_there_are(string call)
    {
        using TestHost host = new();

        CommandTree.Create(host.Parts, new GlobalOptions()).Parse(call).Errors.Select(error => error.Message)
            .Where(message => message.StartsWith("Unrecognized", StringComparison.Ordinal) || message.Contains("not matched", StringComparison.Ordinal)).ShouldBeEmpty(call);
    }

    private static IEnumerable<string> Pages([CallerFilePath] string here = "")
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
        return Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories).Prepend(Path.Combine(root, "README.md")).Order(StringComparer.Ordinal).Select(File.ReadAllText);
    }

    private static IEnumerable<string> Blocks(string page) => Fence().Matches(page).Where(fence => fence.Groups["language"].Value is not ("powershell" or "yaml")).Select(fence => fence.Groups["text"].Value);

    [GeneratedRegex("^```(?<language>[a-z]*)[^\n]*\n(?<text>.*?)^```[ ]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    // Up to a comment, a pipe, or what the shell does with the output.
    [GeneratedRegex("""^\s*(?:\$ )?guru ((?:"[^"]*"|'[^']*'|[^"'|>;&#]|(?<=\S)#)+)""")]
    private static partial Regex Call();

    [GeneratedRegex("`guru ([a-z][^`…|]*)`")]
    private static partial Regex Mention();
}
