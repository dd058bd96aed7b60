using System.Management.Automation;
using System.Security;

namespace ServiceGuru.Binding;

/// <summary>Takes a SecureString and nothing else: a secret that was typed as text is in the history by then, and is not repeated in the error.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        SecureString secret => secret,
        PSCredential credential => credential.Password,
        null => throw new ArgumentTransformationMetadataException("There is no secret."),
        _ => throw new ArgumentTransformationMetadataException("Only a SecureString or a PSCredential is taken, so that no secret is in a command line, the history or a transcript. Ask for it: Read-Host -AsSecureString; or Get-Credential."),
    };
}
