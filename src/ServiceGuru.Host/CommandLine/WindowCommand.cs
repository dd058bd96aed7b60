using System.CommandLine;
using ServiceGuru.Calendars;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru window [ENV]</c>.</summary>
internal sealed class WindowCommand : VerbCommand
{
    private readonly Argument<string?> _environment = new("ENV") { Description = "The environment. Default: production.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<TimeSpan?> _deadline = new("--deadline") { Description = "How long to wait at most, e.g. 2h; then the exit code is 1. Default: as long as it takes.", HelpName = "TIME", CustomParser = Durations.Parse };

    public WindowCommand(VerbRunner runner)
        : base("window", "Waits until the calendar lets an environment be changed: no freeze, and a window is open.", runner)
    {
        Arguments.Add(_environment);
        Options.Add(_deadline);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken) => AskFace.RunAsync<AwaitWindowOutput>(
        call,
        AwaitWindow.OperationId,
        new AwaitWindowRequest { Environment = call.Parse.GetValue(_environment), Deadline = call.Parse.GetValue(_deadline) },
        Show,
        cancellationToken);

    private static void Show(IScreen screen, AwaitWindowOutput output)
    {
        if (output.Opened)
        {
            screen.Line(new Piece("✓ ", Tone.Good), $"It may be changed ({Elapsed.Stamp(output.At)}).");
        }
    }
}
