using Microsoft.AspNetCore.Http;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>Turns what a handler throws into a problem document. What nobody foresaw is told to whoever runs the page, not to who asked.</summary>
/// <param name="tell">Tells whoever runs the page.</param>
internal sealed class ProblemMiddleware(Action<string> tell)
{
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (!context.Response.HasStarted && context.Response.ContentLength is null && context.Response.StatusCode is 404 or 405 or 415)
            {
                await Problems.WriteAsync(context, context.Response.StatusCode, NoSuch(context.Response.StatusCode), null).ConfigureAwait(false);
            }
        }
        catch (GuruException error) when (error.Failure.Id.StartsWith("TokenFile", StringComparison.Ordinal))
        {
            // Where the file lies and what is wrong with it is nothing for strangers.
            tell($"{error.Failure.Message} {error.Failure.Target} {error.Failure.NextAction}");
            await Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, Access.Refusals.NoTokens(), null).ConfigureAwait(false);
        }
        catch (GuruException error)
        {
            await Problems.WriteAsync(context, Problems.StatusOf(error.Failure), error.Failure, null).ConfigureAwait(false);
        }
        catch (BadHttpRequestException error)
        {
            await Problems.WriteAsync(context, error.StatusCode, Requests.Wrong(error.StatusCode == 413 ? "The body is too large." : "The request is malformed."), null).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception error)
        {
            tell($"{context.Request.Method} {context.Request.Path}: {error.GetType().Name}: {error.Message}");
            Failure failure = new()
            {
                Id = "InternalError",
                Kind = FailureKind.UnknownOutcome,
                Message = "The page met an error that it does not know.",
                NextAction = "Look at the output of 'guru serve'; this is a defect.",
            };
            await Problems.WriteAsync(context, StatusCodes.Status500InternalServerError, failure, null).ConfigureAwait(false);
        }
    }

    private static Failure NoSuch(int status) => status switch
    {
        StatusCodes.Status405MethodNotAllowed => new Failure { Id = "MethodNotAllowed", Kind = FailureKind.Usage, Message = "Reads are GET, writes are POST; this address knows the other one." },
        _ => new Failure { Id = "NotFound", Kind = FailureKind.Usage, Message = "There is nothing at this address." },
    };
}
