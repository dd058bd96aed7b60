using ServiceGuru.Operations;

namespace ServiceGuru.Host.Serving;

/// <summary>Why the page is not served as asked.</summary>
internal static class ServingFailures
{
    public static GuruException Usage(string id, string message, string nextAction, string? target = null) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = message,
        Target = target,
        NextAction = nextAction,
    });

    public static GuruException Insecure(string listen) => Usage(
        "InsecureListen",
        $"On {listen} tokens and sessions would cross the network unencrypted.",
        "Listen on 127.0.0.1, put a proxy that speaks HTTPS in front (--identity-header with --trusted-proxy), or say --insecure.",
        listen);

    public static GuruException PortTaken(string listen, Exception error) => new(
        new Failure
        {
            Id = "ListenFailed",
            Kind = FailureKind.Usage,
            Message = $"The page can't listen on {listen}.",
            Target = listen,
            Cause = error.Message,
            NextAction = "Take another address with --listen; port 0 takes a free one.",
        },
        error);
}
