using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.Cluster.Tables;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Writes a watch's events.</summary>
internal sealed class WatchStream(HttpResponse response, ResourceKind kind, TableDocument? table, SandboxClock clock)
{
    private bool headed;

    /// <summary>Sends the headers, so that the client knows that it is listening.</summary>
    public Task Open(CancellationToken cancellationToken) => response.Body.FlushAsync(cancellationToken);

    /// <summary>Sends an object's event, as a table of one row where tables are wanted.</summary>
    public async Task Send(string type, StoredObject item, CancellationToken cancellationToken)
    {
        if (table is not null)
        {
            var metadata = new JsonObject { ["resourceVersion"] = item.Version.ToString(CultureInfo.InvariantCulture) };
            await Send(type, table.Make(metadata, [item], clock.Now, !headed), cancellationToken).ConfigureAwait(false);
            headed = true;
            return;
        }

        await Send(type, item.Utf8, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells how far the watch has come.</summary>
    public Task Bookmark(long version, bool initialEnd, CancellationToken cancellationToken)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null };
        if (initialEnd)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        var mark = new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion, ["metadata"] = metadata };
        return table is null
            ? Send("BOOKMARK", mark, cancellationToken)
            : Send("BOOKMARK", table.Make((JsonObject)metadata.DeepClone(), [], clock.Now, !headed), cancellationToken);
    }

    /// <summary>Sends an event.</summary>
    public Task Send(string type, JsonNode body, CancellationToken cancellationToken) => Send(type, JsonAnswer.Bytes(body), cancellationToken);

    private async Task Send(string type, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","object":"""), cancellationToken).ConfigureAwait(false);
        await response.Body.WriteAsync(body, cancellationToken).ConfigureAwait(false);
        await response.Body.WriteAsync("}\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
