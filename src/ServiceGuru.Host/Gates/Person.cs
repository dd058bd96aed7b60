using System.Text.Json.Nodes;
using ServiceGuru.Approvals;
using Spectre.Console;

namespace ServiceGuru.Host.Gates;

/// <summary>Asks the person at the terminal.</summary>
/// <param name="console">The terminal.</param>
internal sealed class Person(IAnsiConsole console)
{
    /// <summary>Asks for y or n; there is no default, since silence is no yes.</summary>
    public async Task<bool> AgreesAsync(string question, CancellationToken cancellationToken)
    {
        string answer = await new TextPrompt<string>(Markup.Escape(question)).AddChoice("y").AddChoice("n").InvalidChoiceMessage("Please answer y or n.")
            .ShowAsync(console, cancellationToken).ConfigureAwait(false);
        return answer == "y";
    }

    /// <summary>Asks for the word yes; anything else is a no.</summary>
    public async Task<bool> TypesYesAsync(string question, CancellationToken cancellationToken)
    {
        string answer = await new TextPrompt<string>($"{Markup.Escape(question)} Type [bold]yes[/] to agree:").AllowEmpty()
            .ShowAsync(console, cancellationToken).ConfigureAwait(false);
        return answer.Trim() == "yes";
    }

    /// <summary>Asks which of several ways to go, by its first letter.</summary>
    public async Task<T> ChoosesAsync<T>(string question, IReadOnlyDictionary<string, T> ways, CancellationToken cancellationToken)
    {
        string answer = await new TextPrompt<string>(Markup.Escape(question)).AddChoices(ways.Keys).InvalidChoiceMessage($"Please answer {string.Join(", ", ways.Keys)}.")
            .ShowAsync(console, cancellationToken).ConfigureAwait(false);
        return ways[answer];
    }

    /// <summary>Asks for a text that must not be empty.</summary>
    public async Task<string> SaysAsync(string question, CancellationToken cancellationToken) =>
        await new TextPrompt<string>(Markup.Escape(question)).Validate(text => !string.IsNullOrWhiteSpace(text), "Please say it in a word or two.")
            .ShowAsync(console, cancellationToken).ConfigureAwait(false);

    /// <summary>Asks for the values that a gate asks for, each until it is right; what is optional may be left empty.</summary>
    /// <returns>The values, or null where none is given.</returns>
    public async Task<JsonObject?> GivesAsync(IReadOnlyDictionary<string, GateInput> inputs, CancellationToken cancellationToken)
    {
        JsonObject values = [];
        foreach ((string name, GateInput input) in inputs)
        {
            string question = $"{input.Description ?? name}, {GateValues.Expected(input)}{(input.Required ? string.Empty : " (Enter for none)")}:";
            TextPrompt<string> prompt = new TextPrompt<string>(Markup.Escape(question)).Validate(
                text => (text.Length == 0 && !input.Required) || GateValues.Read(input, text) is not null,
                Markup.Escape($"It must be {GateValues.Expected(input)}."));
            string text = await (input.Required ? prompt : prompt.AllowEmpty()).ShowAsync(console, cancellationToken).ConfigureAwait(false);
            if (text.Length > 0)
            {
                values[name] = GateValues.Read(input, text);
            }
        }

        return values.Count == 0 ? null : values;
    }

    /// <summary>Asks for a comment, which may be empty.</summary>
    public async Task<string?> CommentAsync(CancellationToken cancellationToken)
    {
        string answer = await new TextPrompt<string>("Comment (Enter for none):").AllowEmpty()
            .ShowAsync(console, cancellationToken).ConfigureAwait(false);
        return answer.Trim().Length == 0 ? null : answer.Trim();
    }
}
