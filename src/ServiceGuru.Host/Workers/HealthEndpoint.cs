using System.Globalization;
using System.Net;
using System.Text;
using ServiceGuru.Connectors.RabbitMq;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Workers;

/// <summary>
/// Tells Kubernetes how a worker is: <c>/healthz</c> while it lives, <c>/readyz</c> while it takes work and reaches the
/// ledger (https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/). It tells nothing else.
/// </summary>
internal sealed class HealthEndpoint : IDisposable
{
    /// <summary>A run that nobody has: the ledger is asked without finding anything.</summary>
    public const string NoRun = "20000101-000000-none";

    private static readonly TimeSpan LedgerPatience = TimeSpan.FromSeconds(3);

    private readonly HttpListener _listener = new();
    private readonly WorkerStatus _status;
    private readonly IRunLedger _ledger;
    private readonly TimeProvider _time;

    public HealthEndpoint(IPEndPoint place, WorkerStatus status, IRunLedger ledger, TimeProvider time)
    {
        _status = status;
        _ledger = ledger;
        _time = time;
        string host = place.Address.Equals(IPAddress.Any) || place.Address.Equals(IPAddress.IPv6Any) ? "+" : place.Address.ToString();
        _listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{place.Port}/"));
    }

    /// <summary>Answers until it is disposed.</summary>
    /// <exception cref="GuruException">The port is taken (<c>HealthPortTaken</c>).</exception>
    public void Start()
    {
        try
        {
            _listener.Start();
        }
        catch (HttpListenerException error)
        {
            throw new GuruException(
                new Failure
                {
                    Id = "HealthPortTaken",
                    Kind = FailureKind.Usage,
                    Message = "The health endpoint can't listen there.",
                    Target = "--health",
                    Cause = error.Message,
                    NextAction = "Name another address and port. Nothing was started.",
                },
                error);
        }

        _ = ServeAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext call = await _listener.GetContextAsync().ConfigureAwait(false);
                await AnswerAsync(call).ConfigureAwait(false);
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The caller has hung up, or the worker ends.
                continue;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext call)
    {
        string? trouble = call.Request.Url?.AbsolutePath switch
        {
            "/healthz" => null,
            "/readyz" => await TroubleAsync().ConfigureAwait(false),
            _ => "nothing here: /healthz, /readyz",
        };
        call.Response.StatusCode = trouble is null ? 200 : call.Request.Url?.AbsolutePath == "/readyz" ? 503 : 404;
        call.Response.ContentType = "text/plain; charset=utf-8";
        call.Response.Headers["Cache-Control"] = "no-store";
        await call.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes((trouble ?? "ok") + "\n")).ConfigureAwait(false);
        call.Response.Close();
    }

    private async Task<string?> TroubleAsync()
    {
        if (_status.Draining)
        {
            return "ends";
        }

        if (!_status.Connected)
        {
            return "not connected to the queue";
        }

        using CancellationTokenSource patience = new(LedgerPatience, _time);
        try
        {
            await _ledger.IsHeldAsync(NoRun, patience.Token).ConfigureAwait(false);
            return null;
        }
        catch (GuruException error)
        {
            return error.Failure.Id == "RunNotFound" ? null : "the ledger can't be reached";
        }
        catch (OperationCanceledException)
        {
            return "the ledger does not answer";
        }
    }
}
