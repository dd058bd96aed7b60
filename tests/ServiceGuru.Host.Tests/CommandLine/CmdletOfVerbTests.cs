using System.CommandLine;
using ServiceGuru.Cmdlets;
using ServiceGuru.Host.CommandLine;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary>The module's table of verbs, by which PowerShell hears of cmdlets, beside the verbs that there are.</summary>
public sealed class CmdletOfVerbTests
{
    // They are for a shell or a server alone, or no cmdlet does them. Of a sandbox's verbs, those of the world itself.
    private static readonly string[] WithoutCmdlet =
    [
        "branches record", "completion", "demo", "export", "health baseline", "health snapshot", "notes lint", "packages wait", "plan",
        "rollout assess", "rollout previous", "sandbox", "sandbox effects", "sandbox rebuild", "sandbox said", "sandbox say", "sandbox status",
        "scenario list", "scenario remove", "scenario save", "scenario show", "schema", "serve", "serve token add", "serve token list",
        "serve token revoke", "snippet edit", "snippet list", "snippet remove", "snippet run", "snippet save", "snippet set", "snippet show",
        "window", "worker", "worker parked drop", "worker parked list", "worker parked retry", "worker parked show",
    ];

    [Fact]
    public void Every_verb_has_its_cmdlet_or_is_known_to_have_none()
    {
        using TestHost host = new();
        string[] verbs = [.. Verbs(CommandTree.Create(host.Parts, new GlobalOptions()), string.Empty)];

        // One row says what an argument means: production is checked by a cmdlet of its own.
        string[] told = [.. CmdletVerbs.All.Select(verb => verb.Verb).Where(verb => verb != "health check prod")];
        told.Intersect(WithoutCmdlet).ShouldBeEmpty();
        told.Concat(WithoutCmdlet).ShouldBe(verbs, ignoreOrder: true);
    }

    // A verb may have verbs below it and be one itself.
    private static IEnumerable<string> Verbs(Command command, string path) => command.Subcommands.SelectMany(child =>
    {
        string verb = path.Length == 0 ? child.Name : $"{path} {child.Name}";
        return Verbs(child, verb).Concat(child.Action is null ? [] : [verb]);
    });
}
