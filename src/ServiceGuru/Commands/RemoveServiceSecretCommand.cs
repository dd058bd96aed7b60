using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Operations;
using ServiceGuru.Secrets;
using ServiceGuru.Services;

namespace ServiceGuru.Commands;

/// <summary>Drops secrets that were handed over in this session; what the references name counts again.</summary>
[Cmdlet(VerbsCommon.Remove, "ServiceSecret", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(GivenSecret))]
public sealed class RemoveServiceSecretCommand : AsyncCommand
{
    /// <summary>The references.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GivenSecretCompleter))]
    public string[] Reference { get; set; } = [];

    /// <summary>Gives the references that were dropped.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (string one in Reference)
        {
            try
            {
                await DropAsync(SecretReferenceArgument.Parse(one)).ConfigureAwait(false);
            }
            catch (GuruException error) when (!EndsCall(error.Failure))
            {
                EmitError(error.Failure);
            }
        }
    }

    private async Task DropAsync(SecretReference reference)
    {
        if (GivenSecrets.Find(reference) is null)
        {
            throw new GuruException(new Failure
            {
                Id = "SecretNotGiven",
                Kind = FailureKind.Usage,
                Message = $"No secret was handed over for {reference} in this session.",
                Target = reference.ToString(),
                NextAction = "Look with Get-ServiceSecret.",
            });
        }

        if (await Prompt.ShouldChangeAsync($"Drop the secret of this session for {reference}", "Remove secret", reference.ToString()).ConfigureAwait(false) && GivenSecrets.Remove(reference) is { } dropped && PassThru)
        {
            Emit(dropped);
        }
    }
}
