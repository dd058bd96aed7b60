using System.CommandLine;
using ServiceGuru.Health;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru health check ENV</c>.</summary>
internal sealed class HealthCommand : VerbCommand
{
    private readonly HealthOptions _options = new();
    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "A file of guru health baseline: what was wrong then is shown as known and does not count.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _from = new("--from")
    {
        Description = "A file of guru health snapshot, judged in place of the live environment; nothing is asked outside.",
        HelpName = "FILE",
    };

    public HealthCommand(VerbRunner runner)
        : base("check", "Tells whether an environment is healthy, and if not why and what to do. Exit code 1 where it is not.", runner)
    {
        _options.AddTo(this);
        Options.Add(_baseline);
        Options.Add(_from);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        HealthCheckRequest request = new()
        {
            Environment = _options.Environment(call),
            Since = _options.Since(call),
            Baseline = call.Parse.GetValue(_baseline) is { } file
                ? await HealthDocument.ReadBaselineAsync(Path.GetFullPath(file, call.Parts.CurrentDirectory), cancellationToken).ConfigureAwait(false)
                : null,
            From = call.Parse.GetValue(_from),
        };
        return await AskFace.RunAsync<HealthReport>(call, "health/check", request, HealthView.Show, cancellationToken).ConfigureAwait(false);
    }
}
