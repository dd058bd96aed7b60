using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceGuru.Cmdlets;
using ServiceGuru.Tests.Layout;

namespace ServiceGuru.Tests.Cmdlets;

public sealed partial class CmdletTextTests
{
    // They are for the command line alone, or no cmdlet does them.
    private static readonly string[] WithoutCmdlet =
    [
        "branches record", "export", "health baseline", "health snapshot",
        "notes lint", "plan", "scenario", "serve", "snippet", "worker",
    ];

    // What they write goes to chat rooms, issues and pages, past PowerShell.
    private static readonly string[] Elsewhere = ["FirewallText.cs", "GateNotices.cs", "ReportPage.cs", "RoomTexts.cs"];

    [Theory]
    [InlineData("When the team agrees, 'guru resume 20260101-aa' asks again.", "When the team agrees, 'Resume-Runbook 20260101-aa' asks again.")]
    [InlineData("Import first: guru import prod", "Import first: Invoke-ProdImport -Environment prod")]
    [InlineData("Import it: guru import prod --again.", "Import it: Invoke-ProdImport -Environment prod -Again.")]
    [InlineData("deploy with it: guru import prod --after-revert (in a runbook the input afterRevert: true), which", "deploy with it: Invoke-ProdImport -Environment prod -AfterRevert (in a runbook the input afterRevert: true), which")]
    [InlineData("Go back: guru rollout undo prod --to worker=sha256:ab. Or mend it.", "Go back: Undo-ProdDeployment -Environment prod -To @{ 'worker' = 'sha256:ab' }. Or mend it.")]
    [InlineData("guru pods remove-stuck prod removes it by force, as does: oc delete", "Remove-StuckPod -Environment prod removes it by force, as does: oc delete")]
    [InlineData("Thrown away: guru queues clear prod (PowerShell: Clear-TaskQueue prod).", "Thrown away: Clear-TaskQueue prod.")]
    [InlineData("Ask: guru network request kde.org --port 22 (PowerShell: New-FirewallRequest kde.org).", "Ask: New-FirewallRequest kde.org -Port 22.")]
    [InlineData("See why (guru health check stg; PowerShell: Test-StagingHealth -Environment stg).", "See why (Test-StagingHealth stg).")]
    [InlineData("See whether the workers run (guru health check prod); if they do", "See whether the workers run (Test-ProductionHealth prod); if they do")]
    [InlineData("If it is meant, repeat with --allow-destructive (PowerShell: -Force), or name the steps with --step (-Step).", "If it is meant, repeat with -Force, or name the steps with -Step.")]
    [InlineData("Give them with --set NAME=VALUE (PowerShell: -Value @{ NAME = VALUE }).", "Give them with -Value @{ NAME = VALUE }.")]
    [InlineData("now with --during-freeze \"why\" (PowerShell: -DuringFreeze); who", "now with -DuringFreeze \"why\"; who")]
    [InlineData("If you know better: --to STREAM=DIGEST.", "If you know better: -To @{ 'STREAM' = 'DIGEST' }.")]
    [InlineData("Who means it before: --opening 2.", "Who means it before: -Opening 2.")]
    [InlineData("'guru undo R --allow-destructive' (PowerShell: Undo-RunbookRun -Force).", "'Undo-RunbookRun R -Force'.")]
    [InlineData("Move it: guru branches move --repository ogr --commit ogr=COMMIT --force.", "Move it: Move-StableBranch -Repository ogr -Commit @{ 'ogr' = 'COMMIT' } -Force.")]
    [InlineData("Name one with --service (PowerShell: -Service) or $SERVICEGURU_SERVICE, or make one with 'guru init'.", "Name one with -Service or $env:SERVICEGURU_SERVICE, or make one with 'New-ServiceDefinition'.")]
    [InlineData("Unlock the vault: export BW_SESSION=\"$(bw unlock --raw)\", and look: bw list items --search NAME", "Unlock the vault: $env:BW_SESSION = (bw unlock --raw), and look: bw list items --search NAME")]
    [InlineData("leaves theirs alone and tells both; --overwrite replaces it.", "leaves theirs alone and tells both; -Overwrite replaces it.")]
    [InlineData("Make room, or name another folder with --state, then go on.", "Make room, or name another folder with $env:SERVICEGURU_STATE, then go on.")]
    [InlineData("ada paused it (lunch); 'guru continue 20260101-aa' goes on", "ada paused it (lunch); 'Resume-Runbook 20260101-aa' goes on")]
    public void A_verb_becomes_the_cmdlet_that_does_the_same(string text, string expected) => CmdletText.Of(text).ShouldBe(expected);

    [Theory]
    [InlineData("'guru plan weekly --out FILE' makes one.")]
    [InlineData("'guru show R --target NAME' tells.")]
    [InlineData("kubectl delete pod worker-0 --grace-period=0 --force=true")]
    [InlineData("The service guru of this week -- whoever it is.")]
    [InlineData("not found in $PATH, which costs $5")]
    public void What_has_no_cmdlet_stays(string text) => CmdletText.Of(text).ShouldBe(text);

    [Fact]
    public void Next_actions_at_any_depth_are_put_in_cmdlets_and_nothing_else()
    {
        JsonNode document = JsonNode.Parse("""{ "nextAction": "guru runs", "title": "guru runs", "rows": [ { "nextAction": null }, { "nextAction": "See 'guru runs'." } ] }""")!;

        CmdletText.In(document).ToJsonString().ShouldBe("""{"nextAction":"Get-RunbookRun","title":"guru runs","rows":[{"nextAction":null},{"nextAction":"See \u0027Get-RunbookRun\u0027."}]}""");
    }

    [Fact]
    public void Every_cmdlet_that_is_named_is_there()
    {
        foreach (CmdletVerb verb in CmdletVerbs.All)
        {
            string[] words = verb.Cmdlet.Split(' ');
            CmdletMetadata cmdlet = CmdletMetadata.All.Single(each => each.Name == words[0]);
            foreach (string parameter in words.Skip(1).Where(word => word.StartsWith('-')).Select(word => word[1..]).Concat(verb.Arguments.Where(name => name.Length > 0)))
            {
                cmdlet.Parameters.ShouldContain(each => each.Name == parameter, $"{verb.Cmdlet} has no -{parameter}");
            }
        }
    }

    [Fact]
    public void Whatever_the_code_tells_to_do_has_a_cmdlet_with_these_parameters_or_is_known_to_have_none()
    {
        string source = Path.Combine(BuiltModule.Root, "src");
        int told = 0;
        foreach (string file in new[] { "ServiceGuru.Core", "ServiceGuru.Connectors" }.SelectMany(room => Directory.EnumerateFiles(Path.Combine(source, room), "*.cs", SearchOption.AllDirectories)).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Elsewhere.Contains(Path.GetFileName(file))))
        {
            foreach (string line in File.ReadLines(file).Where(line => Told().IsMatch(line) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))
            {
                told++;
                string text = CmdletText.Of(Hole().Replace(line, "VALUE").Replace('"', '\''));
                foreach (Match rest in Left().Matches(text))
                {
                    WithoutCmdlet.ShouldContain(verb => rest.Groups[1].Value.StartsWith(verb, StringComparison.Ordinal) || rest.Value.Contains("--target", StringComparison.Ordinal), $"{Path.GetFileName(file)}: {text}");
                }

                foreach (Match command in Command().Matches(text))
                {
                    CmdletMetadata cmdlet = CmdletMetadata.All.SingleOrDefault(each => each.Name == command.Groups[1].Value) ?? throw new InvalidOperationException($"{Path.GetFileName(file)}: {text}");
                    foreach (Capture parameter in command.Groups[2].Captures.Where(parameter => parameter.Value is not "WhatIf"))
                    {
                        cmdlet.Parameters.ShouldContain(each => each.Name == parameter.Value, $"{cmdlet.Name} has no -{parameter.Value}: {text}");
                    }
                }
            }
        }

        told.ShouldBeGreaterThan(60);
    }

    [GeneratedRegex("""\{[^{}]*(?:"[^"]*"[^{}]*)*\}""")]
    private static partial Regex Hole();

    [GeneratedRegex("""(?<![\w])guru ([a-z-]+(?: [a-z-]+)?)[^"']*""")]
    private static partial Regex Left();

    [GeneratedRegex("""(?<![\w])guru [a-z]""")]
    private static partial Regex Told();

    [GeneratedRegex("""\b([A-Z][a-z]+-[A-Z][A-Za-z]+)(?: (?:-([A-Z][A-Za-z]+)|@\{[^}]*\}|[\w=]+))*""")]
    private static partial Regex Command();
}
