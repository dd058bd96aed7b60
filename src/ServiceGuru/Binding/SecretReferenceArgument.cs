using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Binding;

/// <summary>Reads references that were typed.</summary>
internal static class SecretReferenceArgument
{
    /// <summary>Reads one.</summary>
    /// <exception cref="GuruException">It is none (<c>SecretReferenceInvalid</c>). What was typed is not repeated: it may be a secret.</exception>
    public static SecretReference Parse(string text) => SecretReference.TryParse(text, out SecretReference? reference) ? reference! : throw new GuruException(new Failure
    {
        Id = "SecretReferenceInvalid",
        Kind = FailureKind.Usage,
        Message = "What was given is no reference to a secret.",
        NextAction = "Write env:NAME, file:PATH, bitwarden:ITEM#FIELD or secret:VAULT/NAME, as it stands in the service definition.",
    });
}
