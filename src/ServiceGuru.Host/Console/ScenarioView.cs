using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Scenarios;

namespace ServiceGuru.Host.Console;

/// <summary>Shows the scenarios of a runbook.</summary>
internal static class ScenarioView
{
    /// <summary>Shows the list.</summary>
    public static void Show(IScreen screen, Runbook runbook, IReadOnlyList<ScenarioEntry> entries)
    {
        if (entries.Count == 0)
        {
            screen.Line($"{runbook.Name} has no scenarios yet: 'guru scenario save {runbook.Name} NAME --param NAME=VALUE' makes one.");
            return;
        }

        Listing listing = new Listing("Scenario", "Of", "For", "Parameters").Keeps("Scenario").Spares("Of");
        foreach (ScenarioEntry entry in entries)
        {
            string parameters = string.Join(", ", (entry.Scenario?.Parameters ?? new Dictionary<string, string>()).Select(value => $"{value.Key}={value.Value}"));
            listing.Add(
                entry.Name,
                entry.Path is null ? "the runbook" : "you",
                entry.Scenario?.Description,
                entry.Mistakes.Count == 0 ? parameters : new Piece(entry.Mistakes[0].ToString(), Tone.Bad));
        }

        screen.Table(listing);
    }

    /// <summary>Shows one with all that a run of it would have.</summary>
    public static void Show(IScreen screen, Runbook runbook, RunbookScenario scenario)
    {
        screen.Line(new Piece($"{scenario.Name} of {runbook.Name}", Tone.Strong));
        if (scenario.Description is { } description)
        {
            screen.Line(description);
        }

        Listing listing = new("Parameter", "Value", "From");
        foreach ((string name, RunbookParameter parameter) in runbook.Parameters)
        {
            bool own = scenario.Parameters.TryGetValue(name, out string? value);
            listing.Add(name, own ? value : parameter.Default ?? string.Empty, own ? "the scenario" : parameter.Default is null ? new Piece("must be given", Tone.Warn) : new Piece("the runbook", Tone.Dim));
        }

        screen.Table(listing);
    }

    /// <summary>Gives a line of the list for programs.</summary>
    public static object Document(ScenarioEntry entry) => new
    {
        name = entry.Name,
        description = entry.Scenario?.Description,
        parameters = entry.Scenario?.Parameters,
        path = entry.Path,
        diagnostics = entry.Mistakes.Select(Answer.DiagnosticLine.Of),
    };
}
