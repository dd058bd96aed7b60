using ServiceGuru.Ledger;
using Spectre.Console;

namespace ServiceGuru.Host;

/// <summary>What the program gets from its surroundings; another program may compose it from other parts.</summary>
public sealed record HostParts
{
    /// <summary>Where results go.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where everything else goes.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The terminal; used only where <see cref="OutputIsTerminal"/>.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>Whether <see cref="Out"/> is a terminal.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether somebody can answer questions.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The folder against which relative paths are taken, absolute.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>The folder that ships <c>runbooks/</c> and <c>services/</c>, absolute.</summary>
    public required string ShippedDirectory { get; init; }

    /// <summary>Who works here, as the ledger shall have it: <c>user@host</c>.</summary>
    public required string User { get; init; }

    /// <summary>How this program is started.</summary>
    public required SelfCommand Self { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long the end of the program waits for traces and metrics that are not sent yet.</summary>
    public TimeSpan TelemetryPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Puts something around the ledger.</summary>
    public Func<IRunLedger, IRunLedger> DecorateLedger { get; init; } = ledger => ledger;

    /// <summary>Makes the process outlive its terminal.</summary>
    public Action LeaveTerminal { get; init; } = () => { };

    /// <summary>Gets the parts of the running process.</summary>
    internal static HostParts OfProcess(Interrupts interrupts)
    {
        bool terminal = !System.Console.IsOutputRedirected && System.Environment.GetEnvironmentVariable("TERM") != "dumb";
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(System.Console.Out),
        });
        return new HostParts
        {
            Out = System.Console.Out,
            Error = System.Console.Error,
            Console = console,
            OutputIsTerminal = terminal && console.Profile.Capabilities.Ansi,
            InputIsTerminal = !System.Console.IsInputRedirected,
            Environment = System.Environment.GetEnvironmentVariable,
            CurrentDirectory = System.Environment.CurrentDirectory,
            ShippedDirectory = AppContext.BaseDirectory,
            User = $"{System.Environment.UserName}@{System.Environment.MachineName}",
            Self = SelfCommand.OfProcess(System.Environment.GetEnvironmentVariable),
            LeaveTerminal = interrupts.LeaveTerminal,
        };
    }
}
