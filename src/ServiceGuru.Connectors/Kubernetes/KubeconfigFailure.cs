using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Failures of getting a cluster's credentials.</summary>
internal static class KubeconfigFailure
{
    /// <summary>The credentials can't be had.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="cause">Why, without secrets.</param>
    public static GuruException Secret(string message, string cause) => new(new Failure
    {
        Id = "SecretUnavailable",
        Kind = FailureKind.Unreachable,
        Message = message,
        Target = "cluster credentials",
        Cause = cause,
        NextAction = "Log in to the cluster again (oc login), then run it again.",
    });
}
