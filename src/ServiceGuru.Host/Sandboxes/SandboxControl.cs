using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Operations;
using ServiceGuru.Sandbox;

namespace ServiceGuru.Host.Sandboxes;

/// <summary>Speaks to a sandbox that runs: its state, effects, faults and end.</summary>
/// <param name="url">The sandbox's address.</param>
internal sealed class SandboxControl(Uri url) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(url, "sandbox/"), Timeout = TimeSpan.FromSeconds(10) };

    public Task<JsonNode> StatusAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, "status", cancellationToken);

    public Task<JsonNode> EffectsAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, "effects", cancellationToken);

    public Task<JsonNode> FaultsAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, "faults", cancellationToken);

    public Task<JsonNode> SetFaultAsync(string name, bool active, CancellationToken cancellationToken) =>
        SendAsync(active ? HttpMethod.Put : HttpMethod.Delete, $"faults/{Uri.EscapeDataString(name)}", cancellationToken);

    /// <summary>Lets somebody do something in a room.</summary>
    public Task<JsonNode> ActAsync(RoomAct act, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, "rooms", cancellationToken, act);

    /// <summary>Gives what was said in a room.</summary>
    public Task<JsonNode> SaidAsync(string room, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, $"rooms/{Uri.EscapeDataString(room)}", cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, "stop", cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken, object? body = null)
    {
        try
        {
            using HttpRequestMessage request = new(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound && await ErrorAsync(response, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                throw new GuruException(new Failure
                {
                    Id = "SandboxRefused",
                    Kind = FailureKind.Usage,
                    Message = refusal,
                    Target = url.ToString(),
                    NextAction = "See with 'guru sandbox said ROOM' what there is.",
                });
            }

            if (!response.IsSuccessStatusCode)
            {
                throw Unreachable($"{method} {path} was answered with {(int)response.StatusCode}.", null);
            }

            return await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken).ConfigureAwait(false) ?? throw Unreachable("It sent no answer.", null);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Unreachable(error.Message, error);
        }
    }

    private static async Task<string?> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return text.StartsWith('{') ? JsonNode.Parse(text)?["error"]?.ToString() : null;
    }

    private GuruException Unreachable(string cause, Exception? error) => new(
        new Failure
        {
            Id = "SandboxUnreachable",
            Kind = FailureKind.Unreachable,
            Message = "The sandbox does not answer as it should.",
            Target = url.ToString(),
            Cause = cause,
            NextAction = "It may have ended: start it with 'guru sandbox'.",
        },
        error);
}
