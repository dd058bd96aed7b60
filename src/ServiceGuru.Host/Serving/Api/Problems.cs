using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>Answers with an error.</summary>
internal static class Problems
{
    /// <summary>Writes it; after the answer has begun nothing can be said any more, and the connection ends.</summary>
    public static async Task WriteAsync(HttpContext context, int status, Failure failure, TimeSpan? retryAfter)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(Problem.Of(status, failure), LedgerJson.Options), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Gives the HTTP status of a failure.</summary>
    public static int StatusOf(Failure failure) => failure.Id switch
    {
        "RunNotFound" or "StepNotFound" or "GateNotFound" or "NotFound" => StatusCodes.Status404NotFound,
        "GateClosed" or "GateNotOpen" or "StepNotUndecided" or "RunEnded" or "RunEnding" or "RunNotPaused" or "RunAlreadyPaused" or "RunNotHeld" or "RunBeingUndone" => StatusCodes.Status409Conflict,
        _ => failure.Kind switch
        {
            FailureKind.Usage => StatusCodes.Status400BadRequest,
            FailureKind.Unreachable => StatusCodes.Status503ServiceUnavailable,
            FailureKind.Refused => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status500InternalServerError,
        },
    };
}
