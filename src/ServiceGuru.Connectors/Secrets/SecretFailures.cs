using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Secrets;

/// <summary>The failures of getting secrets. They name the reference, never what it stands for.</summary>
internal static class SecretFailures
{
    /// <summary>The definition asks for something that is not set up here.</summary>
    public static GuruException NotThere(SecretReference reference, string cause, string nextAction, Exception? inner = null) =>
        Unavailable(reference, FailureKind.Usage, cause, nextAction, inner);

    /// <summary>The store can't be read.</summary>
    public static GuruException NotReadable(SecretReference reference, string cause, string nextAction, Exception? inner = null) =>
        Unavailable(reference, FailureKind.Unreachable, cause, nextAction, inner);

    private static GuruException Unavailable(SecretReference reference, FailureKind kind, string cause, string nextAction, Exception? inner) => new(
        new Failure
        {
            Id = "SecretUnavailable",
            Kind = kind,
            Message = $"The secret {reference} can't be had.",
            Target = reference.ToString(),
            Cause = cause,
            NextAction = nextAction,
        },
        inner);
}
