using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Http;

/// <summary>Turns what went wrong with a call into a failure with id, kind, target, cause and next action; free of secrets.</summary>
internal sealed class HttpFailures(OutsideSystem system, IAuthorization authorization, HttpPipeline pipeline)
{
    /// <summary>No answer came.</summary>
    public GuruException NoAnswer(HttpCall call, HttpFault fault)
    {
        if (fault.MaybeDone && !call.Idempotent)
        {
            return Unknown(call, fault.Message, fault);
        }

        return Make(fault, new Failure
        {
            Id = $"{system.ErrorPrefix}Unreachable",
            Kind = FailureKind.Unreachable,
            Message = $"{system.Name} gave no answer to {call.Title}{After(fault.Tries)}.",
            Cause = fault.Message,
            NextAction = $"Check that {system.Root.Authority} can be reached from here (network, VPN, proxy), then run it again.",
            Transient = true,
        });
    }

    /// <summary>An answer came that says no.</summary>
    public GuruException Refused(HttpCall call, HttpAnswer answer)
    {
        string words = ServerWords.Of(answer, pipeline.Redactor);
        string cause = words.Length == 0 ? answer.StatusText
            : words.StartsWith(answer.StatusText, StringComparison.OrdinalIgnoreCase) ? words
            : $"{answer.StatusText}: {words}";
        if (RetryRules.IsRateLimit(answer))
        {
            return Make(null, new Failure
            {
                Id = $"{system.ErrorPrefix}RateLimited",
                Kind = FailureKind.Unreachable,
                Message = $"{system.Name} refuses {call.Title}: too many requests{After(answer.Tries)}.",
                Cause = cause,
                NextAction = RetryRules.WaitFor(answer, pipeline.Time.GetUtcNow()) is { } wait
                    ? $"Run it again after {pipeline.Time.GetUtcNow() + wait:yyyy-MM-dd HH:mm:ss} UTC."
                    : "Wait a few minutes, then run it again.",
                Transient = true,
            });
        }

        return (int)answer.Status switch
        {
            401 or 403 => Make(null, new Failure
            {
                Id = $"{system.ErrorPrefix}Forbidden",
                Kind = FailureKind.Unreachable,
                Message = $"{system.Name} does not let us in: {call.Title}.",
                Cause = cause,
                NextAction = $"Access: {authorization.Source}.",
            }),
            404 or 410 => Make(null, new Failure
            {
                Id = $"{system.ErrorPrefix}NotFound",
                Kind = FailureKind.Usage,
                Message = $"{system.Name} does not know {call.Title}.",
                Cause = cause,
                NextAction = $"Check the names and the address in the service definition; some systems answer so when access is missing: {authorization.Source}.",
            }),
            >= 500 when !call.Idempotent => Unknown(call, cause, null),
            408 or >= 500 => Make(null, new Failure
            {
                Id = $"{system.ErrorPrefix}Unreachable",
                Kind = FailureKind.Unreachable,
                Message = $"{system.Name} failed on {call.Title}{After(answer.Tries)}.",
                Cause = cause,
                NextAction = $"Check the state of {system.Root.Authority}, then run it again.",
                Transient = true,
            }),
            >= 300 and < 400 => Make(null, new Failure
            {
                Id = $"{system.ErrorPrefix}Refused",
                Kind = FailureKind.Usage,
                Message = $"{system.Name} sends {call.Title} elsewhere, where we do not follow.",
                Cause = $"{cause} {answer.Headers.Location}".TrimEnd(),
                NextAction = "Put the new address into the service definition.",
            }),
            _ => Make(null, new Failure
            {
                Id = $"{system.ErrorPrefix}Refused",
                Kind = FailureKind.Refused,
                Message = $"{system.Name} refuses {call.Title}.",
                Cause = cause,
                NextAction = "Read the cause; it is the system's own answer.",
            }),
        };
    }

    /// <summary>An answer came that is not what the documentation promises.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="exception">What reading it ended with.</param>
    /// <param name="cause">Why, where the exception's own words are not for people.</param>
    public GuruException Unreadable(HttpCall call, Exception exception, string? cause = null) => Make(exception, new Failure
    {
        Id = $"{system.ErrorPrefix}Unreadable",
        Kind = FailureKind.Unreachable,
        Message = $"{system.Name} answers {call.Title} with something that can't be read.",
        Cause = cause ?? exception.Message,
        NextAction = $"Check that {system.Root.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)} is the address of the API and not of a login page or proxy.",
    });

    /// <summary>The credentials can't be sent to any system.</summary>
    public GuruException Unusable(UnusableTokenException exception) => Make(exception, new Failure
    {
        Id = "SecretUnusable",
        Kind = FailureKind.Usage,
        Message = $"What should be the token for {system.Name} can't be one.",
        Cause = exception.Message,
        NextAction = $"Access: {authorization.Source}.",
    });

    /// <summary>Puts the target in and blots the secrets out.</summary>
    public GuruException Make(Exception? exception, Failure failure)
    {
        failure = failure with
        {
            Message = pipeline.Redactor.Redact(failure.Message),
            Target = pipeline.Redactor.Redact(failure.Target ?? system.Target),
            Cause = failure.Cause is null ? null : ServerWords.Shorten(failure.Cause, pipeline.Redactor),
            NextAction = failure.NextAction is null ? null : pipeline.Redactor.Redact(failure.NextAction),
        };

        // A face may print the whole chain; an exception that shows a secret does not go along.
        bool clean = exception is not null && exception.ToString() is var text && pipeline.Redactor.Redact(text) == text;
        return new GuruException(failure, clean ? exception : null);
    }

    private static string After(int tries) => tries > 1 ? $", after {tries} tries" : string.Empty;

    private GuruException Unknown(HttpCall call, string cause, Exception? exception) => Make(exception, new Failure
    {
        Id = $"{system.ErrorPrefix}OutcomeUnknown",
        Kind = FailureKind.UnknownOutcome,
        Message = $"{system.Name} may or may not have done {call.Title}: its answer got lost.",
        Cause = cause,
        NextAction = $"Look at {system.Root.Authority} whether it happened, before you repeat it.",
    });
}
