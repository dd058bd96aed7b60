using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ServiceGuru.Connectors.Http;

/// <summary>
/// The one way out for all HTTP: retries with jitter for what passes by itself, time-outs per try and in total, bounded
/// answers, and redirects that never carry credentials to another origin. Writes are sent again only when they are
/// idempotent or surely never were acted on.
/// </summary>
internal sealed class HttpPipeline : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HttpMessageInvoker _invoker;
    private readonly ResiliencePipeline<HttpAnswer> _pipeline;
    private readonly HttpLimits _limits;
    private readonly TimeProvider _time;

    /// <summary>Initializes a new instance of the <see cref="HttpPipeline"/> class.</summary>
    /// <param name="redactor">Blots secrets out of what is reported.</param>
    /// <param name="time">The clock of all waits.</param>
    /// <param name="limits">The limits; the usual ones if null.</param>
    /// <param name="handler">What sends; the platform's if null. It is disposed with the pipeline and must not follow redirects.</param>
    public HttpPipeline(SecretRedactor redactor, TimeProvider time, HttpLimits? limits = null, HttpMessageHandler? handler = null)
    {
        Redactor = redactor;
        _time = time;
        _limits = limits ?? new HttpLimits();
        _invoker = new HttpMessageInvoker(handler ?? NewHandler(), disposeHandler: true);
        _pipeline = new ResiliencePipelineBuilder<HttpAnswer> { TimeProvider = time }
            .AddTimeout(_limits.Total)
            .AddRetry(new RetryStrategyOptions<HttpAnswer>
            {
                // We count ourselves: a wait that the server asked for is no failed try.
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = _limits.FirstWait,
                MaxDelay = _limits.LongestWait,
                ShouldHandle = args => ValueTask.FromResult(IsWorthAnotherTry(args.Context, args.Outcome)),
                DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result is { } answer ? RetryRules.WaitFor(answer, _time.GetUtcNow()) : null),
            })
            .AddTimeout(_limits.PerTry)
            .Build();
    }

    /// <summary>Gets what blots secrets out.</summary>
    public SecretRedactor Redactor { get; }

    /// <summary>Gets the clock.</summary>
    public TimeProvider Time => _time;

    /// <summary>Makes a pipeline with the same rules over another handler, e.g. one with a client certificate.</summary>
    public HttpPipeline Over(HttpMessageHandler handler) => new(Redactor, _time, _limits, handler);

    /// <summary>Makes the platform's handler as this pipeline needs it: pooled, without redirects and cookies.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(15),
    };

    /// <summary>Sends a call and gives the last answer, whatever its status.</summary>
    /// <exception cref="HttpFault">No answer came, in time or at all.</exception>
    /// <exception cref="ResponseTooLargeException">The answer is too large.</exception>
    public async Task<HttpAnswer> SendAsync(HttpCall call, CancellationToken cancellationToken)
    {
        HttpAttempt attempt = new(call, _time.GetTimestamp());
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(HttpAttempt.Key, attempt);
        try
        {
            return await _pipeline.ExecuteAsync(TryOnceAsync, context, attempt).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException e)
        {
            throw new HttpFault($"No answer within {e.Timeout.TotalSeconds:0.#} s.", attempt.MaybeDone, attempt.Tries, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new HttpFault(Explain(e), attempt.MaybeDone, attempt.Tries, e);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    private static string Explain(Exception exception) => exception.InnerException is { } inner && inner.Message != exception.Message
        ? $"{exception.Message} {inner.Message}"
        : exception.Message;

    private bool IsWorthAnotherTry(ResilienceContext context, Outcome<HttpAnswer> outcome)
    {
        HttpAttempt attempt = context.Properties.GetValue(HttpAttempt.Key, null!);
        if (attempt.Tries > attempt.Call.Retries)
        {
            return false;
        }

        if (outcome.Exception is { } exception)
        {
            return RetryRules.IsTransient(exception)
                && (attempt.Call.Idempotent || RetryRules.NeverSent(exception))
                && ++attempt.Faults <= _limits.Retries;
        }

        HttpAnswer answer = outcome.Result!;
        if (!RetryRules.IsTransient(answer) || !(attempt.Call.Idempotent || RetryRules.IsRateLimit(answer)))
        {
            return false;
        }

        TimeSpan? wait = RetryRules.WaitFor(answer, _time.GetUtcNow());
        if (wait is null || !RetryRules.IsRateLimit(answer))
        {
            attempt.Faults++;
        }

        // A wait that ends after our total is no wait: say at once what the server said.
        TimeSpan left = _limits.Total - _time.GetElapsedTime(attempt.StartedAt);
        return attempt.Faults <= _limits.Retries && (wait is null || wait < left);
    }

    private async ValueTask<HttpAnswer> TryOnceAsync(ResilienceContext context, HttpAttempt attempt)
    {
        attempt.Tries++;
        attempt.MaybeDone = true;
        HttpAnswer answer;
        try
        {
            answer = await FollowAsync(attempt.Call, context.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (RetryRules.NeverSent(e))
        {
            attempt.MaybeDone = false;
            throw;
        }

        // While the next try is waited for, the last one has been answered; only a 5xx leaves it open whether it acted.
        attempt.MaybeDone = (int)answer.Status >= 500;
        return answer with { Tries = attempt.Tries };
    }

    private async Task<HttpAnswer> FollowAsync(HttpCall call, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage request = call.ToMessage();
            HttpResponseMessage response = await ConnectAndSendAsync(request, cancellationToken).ConfigureAwait(false);
            bool keepOpen = call.Streamed && (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.SwitchingProtocols);
            try
            {
                if (redirects < MostRedirects && Redirection.Of(call, response) is { } next)
                {
                    call = next;
                    continue;
                }

                return new HttpAnswer(
                    call.Uri,
                    response.StatusCode,
                    response.Headers,
                    keepOpen ? default : await BoundedBody.ReadAsync(response.Content, _limits.ResponseBytes, cancellationToken).ConfigureAwait(false))
                {
                    Phrase = response.ReasonPhrase,
                    MediaType = response.Content.Headers.ContentType?.MediaType,
                    Open = keepOpen ? response : null,
                };
            }
            finally
            {
                if (!keepOpen)
                {
                    response.Dispose();
                }
            }
        }
    }

    private async Task<HttpResponseMessage> ConnectAndSendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException timeout && !cancellationToken.IsCancellationRequested)
        {
            // The handler reports its own connect time-out as a cancellation.
            throw new HttpRequestException(HttpRequestError.ConnectionError, timeout.Message, e);
        }
    }
}
