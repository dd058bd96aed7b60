using System.CommandLine;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru step RUN STEP</c>.</summary>
internal sealed class StepCommand : VerbCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's id, see 'guru runs'." };
    private readonly Argument<string> _step = new("STEP") { Description = "The step's id, see 'guru show RUN'." };
    private readonly SnippetOptions _options = new();

    public StepCommand(VerbRunner runner)
        : base("step", "Runs one step of a recorded run alone, with its recorded inputs or others, as a run of its own.", runner)
    {
        Arguments.Add(_run);
        Arguments.Add(_step);
        _options.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken) =>
        _options.RunAsync(call, $"{call.Parse.GetRequiredValue(_run)}/{call.Parse.GetRequiredValue(_step)}", cancellationToken);
}
