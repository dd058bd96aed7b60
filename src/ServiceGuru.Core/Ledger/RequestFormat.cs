using System.Text.Json;

namespace ServiceGuru.Ledger;

/// <summary>How a request lies in a run's mailbox: a JSON object with its <c>type</c>.</summary>
public static class RequestFormat
{
    /// <summary>Writes a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] Write(RunRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, LedgerJson.Options);

    /// <summary>Reads a request.</summary>
    /// <param name="content">UTF-8 JSON.</param>
    /// <returns>The request, or null where it can't be read or lacks what it must have.</returns>
    public static RunRequest? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRequest>(content, LedgerJson.Options) is { By: not null } request and not GateAnswer { Step: null } and not FailureDecision { Step: null }
                ? request
                : null;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
