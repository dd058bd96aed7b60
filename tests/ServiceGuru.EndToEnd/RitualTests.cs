using System.Text.RegularExpressions;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Runbooks;
using ServiceGuru.Sandbox;

namespace ServiceGuru.EndToEnd;

/// <summary>docs/ritual.md names only what there is: cmdlets, steps and faults.</summary>
public sealed partial class RitualTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "ritual.md"))
            .Where(line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal) && !line.StartsWith("| What is asked", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    [Fact]
    public void Every_sentence_has_something_that_does_it()
    {
        Rows.Length.ShouldBeGreaterThan(25);
        Rows.Where(row => row.Length != 5 || !row[2].Contains('`', StringComparison.Ordinal)).Select(row => row[0]).ShouldBeEmpty();
    }

    [Fact]
    public void Its_cmdlets_are_exported()
    {
        string manifest = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ServiceGuru.psd1"));

        Rows.SelectMany(row => Cmdlet().Matches(row[2]).Select(match => match.Groups[1].Value))
            .Where(name => !manifest.Contains($"'{name}'", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Its_faults_are_in_the_catalog() =>
        Rows.SelectMany(row => Quoted().Matches(row[4]).Select(match => match.Groups[1].Value))
            .Where(name => SandboxFaults.Find(name) is null).ShouldBeEmpty();

    [Fact]
    public async Task Its_steps_are_those_of_the_runbooks()
    {
        SessionFactory factory = new(new SessionSettings
        {
            ShippedDirectory = AppContext.BaseDirectory,
            CurrentDirectory = AppContext.BaseDirectory,
            StateDirectory = AppContext.BaseDirectory,
            Environment = _ => null,
        });
        Runbook weekly = await factory.ReadRunbookAsync("weekly-production", CancellationToken.None);
        Runbook monthly = await factory.ReadRunbookAsync("monthly-cleanup", CancellationToken.None);
        HashSet<string> known = [monthly.Name, .. weekly.Steps.Select(step => step.Id)];
        HashSet<string> told = [.. Rows.SelectMany(row => Quoted().Matches(row[3]).Select(match => match.Groups[1].Value))];

        told.ShouldBeSubsetOf(known);
        weekly.Steps.Select(step => step.Id).Except(told).ShouldBeEmpty("every step is there because somebody asked for it");
    }

    [GeneratedRegex("`([A-Z][a-z]+-[A-Z][A-Za-z]+)[^`]*`")]
    private static partial Regex Cmdlet();

    [GeneratedRegex("`([a-z0-9-]+)`")]
    private static partial Regex Quoted();
}
