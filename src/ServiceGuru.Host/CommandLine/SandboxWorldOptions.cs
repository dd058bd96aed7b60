using System.CommandLine;
using System.Globalization;
using ServiceGuru.Host.Sandboxes;

namespace ServiceGuru.Host.CommandLine;

/// <summary>The options that say what world is raised; of <c>sandbox</c> and <c>demo</c>.</summary>
internal sealed class SandboxWorldOptions
{
    private readonly Option<double> _speed = new("--speed")
    {
        Description = "How many times faster than life. 120: an image build of 40 minutes takes 20 seconds.",
        HelpName = "N",
        DefaultValueFactory = _ => SandboxPlan.DefaultSpeed,
    };

    private readonly Option<string[]> _faults = Names.Option("--fault", "Something that goes wrong, see 'guru sandbox faults'; may be repeated.");

    public SandboxWorldOptions() => _speed.Validators.Add(result =>
    {
        // Asked for the value of what is no number, the option would throw; the library says itself what is wrong then.
        if (result.Tokens is [{ Value: var text }] && double.TryParse(text, CultureInfo.InvariantCulture, out double speed) && speed is not (>= 1 and <= 100_000))
        {
            result.AddError("--speed must be 1 to 100000.");
        }
    });

    public void AddTo(Command command)
    {
        command.Options.Add(_speed);
        command.Options.Add(_faults);
    }

    public SandboxPlan Read(VerbCall call, string directory) => new()
    {
        Service = "packit",
        Directory = directory,
        Speed = call.Parse.GetValue(_speed),
        Faults = [.. (call.Parse.GetValue(_faults) ?? []).Distinct()],
    };
}
