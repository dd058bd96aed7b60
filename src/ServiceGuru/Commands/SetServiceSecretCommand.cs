using System.Management.Automation;
using System.Security;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Operations;
using ServiceGuru.Secrets;
using ServiceGuru.Services;

namespace ServiceGuru.Commands;

/// <summary>Hands a secret over for this session: it goes before what the reference in the definition names.</summary>
[Cmdlet(VerbsCommon.Set, "ServiceSecret", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, DefaultParameterSetName = BySecret)]
[OutputType(typeof(GivenSecret))]
public sealed class SetServiceSecretCommand : AsyncCommand
{
    private const string BySecret = "Secret";
    private const string ByCredential = "Credential";

    /// <summary>The reference, as it stands in the definition.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretReferenceCompleter))]
    public string Reference { get; set; } = string.Empty;

    /// <summary>The secret; text is refused.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = BySecret, ValueFromPipelineByPropertyName = true)]
    [SecretArgument]
    public SecureString Secret { get; set; } = new();

    /// <summary>A credential whose password is the secret.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCredential, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>Gives the reference and when it was given; never the secret.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // What was typed as a reference is not repeated: it may be a secret. The failure names the reference where it is one.
    private protected override Task ProcessAsync(CancellationToken cancellationToken) => EachAsync(null, SetAsync);

    private async Task SetAsync()
    {
        SecretReference reference = SecretReferenceArgument.Parse(Reference);
        SecureString secret = ParameterSetName == ByCredential ? Credential.Password : Secret;
        if (secret.Length == 0)
        {
            throw new GuruException(new Failure
            {
                Id = "SecretEmpty",
                Kind = FailureKind.Usage,
                Message = $"The secret for {reference} is empty.",
                Target = reference.ToString(),
                NextAction = "Hand the secret over again.",
            });
        }

        if (!await Prompt.ShouldChangeAsync($"Use a secret of this session for {reference}", "Set secret", reference.ToString()).ConfigureAwait(false))
        {
            return;
        }

        GivenSecret given = GivenSecrets.Set(reference, secret, Time);
        if (PassThru)
        {
            Emit(given);
        }
    }
}
