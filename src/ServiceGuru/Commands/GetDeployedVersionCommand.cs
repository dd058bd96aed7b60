using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Reads which commits an environment runs, and whether they are the heads of its branch.</summary>
[Cmdlet(VerbsCommon.Get, "DeployedVersion")]
[OutputType(typeof(DeployedVersion))]
public sealed class GetDeployedVersionCommand : ServiceCommand
{
    /// <summary>The property that tells the environment of an output, so that several can stand in one table.</summary>
    private const string EnvironmentProperty = "Environment";

    /// <summary>The environments; all that have an API if absent.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[]? Environment { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        IEnumerable<string> environments = Environment ?? session.Service.Environments.Where(entry => entry.Value.Api is not null).Select(entry => entry.Key);
        foreach (string environment in environments)
        {
            try
            {
                DeployedVersionsRequest request = new() { Environment = environment };
                (DeployedVersions versions, _) = await AskAsync<DeployedVersions>(session, "health/versions", request, $"Reading versions of {environment}", cancellationToken).ConfigureAwait(false);
                EmitEach(versions.Components.Select(version => WithEnvironment(version, environment)));
            }
            catch (GuruException error)
            {
                EmitError(error.Failure, environment);
            }
        }
    }

    private static PSObject WithEnvironment(DeployedVersion version, string environment)
    {
        PSObject output = PSObject.AsPSObject(version);
        output.Properties.Add(new PSNoteProperty(EnvironmentProperty, environment));
        return output;
    }
}
