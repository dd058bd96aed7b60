using Spectre.Console;

namespace ServiceGuru.Host.Tests;

/// <summary>A terminal of 120 columns with colors that writes into a text.</summary>
internal static class TestTerminal
{
    public static IAnsiConsole Create(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 120;
        console.Profile.Height = 40;
        return console;
    }
}
