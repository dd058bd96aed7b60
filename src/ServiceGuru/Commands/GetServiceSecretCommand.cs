using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Secrets;

namespace ServiceGuru.Commands;

/// <summary>Lists the references for which a secret was handed over in this session.</summary>
[Cmdlet(VerbsCommon.Get, "ServiceSecret")]
[OutputType(typeof(GivenSecret))]
public sealed class GetServiceSecretCommand : AsyncCommand
{
    /// <summary>The references; all if absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GivenSecretCompleter))]
    public string[] Reference { get; set; } = ["*"];

    private protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        WildcardPattern[] patterns = [.. Reference.Select(one => new WildcardPattern(one, WildcardOptions.CultureInvariant))];
        EmitEach(GivenSecrets.All.Where(given => patterns.Any(pattern => pattern.IsMatch(given.Reference))));
        return Task.CompletedTask;
    }
}
