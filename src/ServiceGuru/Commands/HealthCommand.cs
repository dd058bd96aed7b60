using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>What Test-StagingHealth and Test-ProductionHealth have in common: only the environments differ.</summary>
public abstract class HealthCommand : ServiceCommand
{
    /// <summary>The environments; all that the cmdlet stands for if absent.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[]? Environment { get; set; }

    /// <summary>How far back the error tracker is asked, e.g. 6h; the definition's health.window if absent.</summary>
    [Parameter]
    [DurationArgument]
    public TimeSpan? Since { get; set; }

    /// <summary>
    /// How it was before: what was wrong then is shown as known and does not count. A file of guru health baseline, or the
    /// output of an earlier call.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public HealthBaselineIdentity[]? Baseline { get; set; }

    /// <summary>A file of guru health snapshot, judged in place of the live environment; nothing is asked outside.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FromFile { get; set; }

    /// <summary>Gives only true or false for each environment; only a healthy one is true.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Whether the cmdlet stands for production or for what comes before it.</summary>
    private protected abstract bool Production { get; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (string environment in Environment ?? Own(session.Service))
        {
            try
            {
                await CheckAsync(session, environment, cancellationToken).ConfigureAwait(false);
            }
            catch (GuruException error)
            {
                // Nothing could be asked: that is not healthy either.
                EmitError(error.Failure, environment);
                if (Quiet)
                {
                    Emit(false);
                }
            }
        }
    }

    private async Task CheckAsync(ServiceSession session, string environment, CancellationToken cancellationToken)
    {
        HealthCheckRequest request = new()
        {
            Environment = environment,
            Since = Since,
            Baseline = await BaselineOfAsync(environment, cancellationToken).ConfigureAwait(false),
            From = FromFile is null ? null : await OnPipelineAsync(() => GetUnresolvedProviderPathFromPSPath(FromFile)).ConfigureAwait(false),
        };
        (HealthReport report, Failure? failure) = await AskAsync<HealthReport>(session, "health/check", request, $"Checking {environment}", cancellationToken).ConfigureAwait(false);
        if (Quiet)
        {
            Emit(failure is null);
            return;
        }

        Emit(report);
        if (failure is not null)
        {
            // An error besides the report, so that a script with $ErrorActionPreference = 'Stop' does not go on to deploy.
            // The evidence stands in the report.
            EmitError(failure with { Evidence = [] }, environment);
        }
    }

    /// <summary>Gives the environment's baseline; one of another environment only where there is no other, so that it is refused.</summary>
    private async Task<HealthBaseline?> BaselineOfAsync(string environment, CancellationToken cancellationToken)
    {
        List<HealthBaseline> baselines = [];
        foreach (HealthBaselineIdentity identity in Baseline ?? [])
        {
            baselines.Add(identity.Value ?? await HealthDocument.ReadBaselineAsync(
                await OnPipelineAsync(() => GetUnresolvedProviderPathFromPSPath(identity.Path)).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));
        }

        return baselines.Find(baseline => baseline.Environment == environment) ?? baselines.FirstOrDefault();
    }

    private string[] Own(ServiceDefinition service)
    {
        string[] own = [.. service.Environments.Where(entry => entry.Value.Production == Production).Select(entry => entry.Key)];
        return own.Length > 0 ? own : throw new GuruException(new Failure
        {
            Id = "EnvironmentNotGiven",
            Kind = FailureKind.Usage,
            Message = $"{service.Name} has no environment that is {(Production ? "production" : "not production")}.",
            Target = service.Name,
            NextAction = $"Name one with -Environment: {string.Join(", ", service.Environments.Keys)}.",
        });
    }
}
