using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Answers the subresource <c>log</c> of pods.</summary>
internal sealed class LogEndpoint(ObjectReader reader, Kubelet kubelet, SandboxClock clock)
{
    /// <summary>Answers a read, and goes on while the client follows.</summary>
    public async Task Get(HttpContext context, ApiPath path)
    {
        var query = context.Request.Query;
        var pod = reader.Get(path.Kind, path.Namespace, path.Name!);
        var previous = query["previous"] == "true";
        var log = Find(pod, query["container"].ToString(), previous);
        var lines = log.Read(previous);
        if (Number(query, "sinceSeconds") is { } since)
        {
            lines = [.. lines.Where(line => line.Time >= clock.Now - TimeSpan.FromSeconds(since))];
        }

        if (Number(query, "tailLines") is { } tail)
        {
            lines = [.. lines.TakeLast((int)Math.Min(tail, int.MaxValue))];
        }

        context.Response.ContentType = "text/plain";
        var stamped = query["timestamps"] == "true";
        await Write(context, lines, stamped).ConfigureAwait(false);
        if (query["follow"] != "true" || previous)
        {
            return;
        }

        var last = log.Read(ofPrevious: false).LastOrDefault()?.Number ?? 0;
        while (await log.After(last, context.RequestAborted).ConfigureAwait(false) is { } more)
        {
            await Write(context, more, stamped).ConfigureAwait(false);
            last = more[^1].Number;
        }
    }

    private PodLog Find(StoredObject pod, string container, bool previous)
    {
        var names = pod.Content.Items("spec", "containers").Select(one => one.Text("name") ?? "").ToList();
        if (container.Length == 0)
        {
            container = names.Count == 1 ? names[0] : throw ApiErrors.BadRequest(
                $"a container name must be specified for pod {pod.Name}, choose one of: [{string.Join(' ', names)}]");
        }

        var init = pod.Content.Items("spec", "initContainers").Any(one => one.Text("name") == container);
        if (!init && !names.Contains(container))
        {
            throw ApiErrors.BadRequest($"container {container} is not valid for pod {pod.Name}");
        }

        var status = pod.Content.Items("status", init ? "initContainerStatuses" : "containerStatuses").FirstOrDefault(one => one.Text("name") == container);
        if (status?.Text("containerID") is null)
        {
            var reason = status?.Text("state", "waiting", "reason") is { } waiting ? $"container \"{container}\" in pod \"{pod.Name}\" is waiting to start: {waiting}"
                : $"pod {pod.Name} does not have a host assigned";
            throw ApiErrors.BadRequest(reason);
        }

        if (previous && status.Count("restartCount") == 0)
        {
            throw ApiErrors.BadRequest($"previous terminated container \"{container}\" in pod \"{pod.Name}\" not found");
        }

        return kubelet.Log(pod.Uid, init) ?? throw ApiErrors.NotFound(pod.Kind, pod.Name);
    }

    private static async Task Write(HttpContext context, IReadOnlyList<LogLine> lines, bool stamped)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(stamped ? line.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z '", null) : "").Append(line.Text).Append('\n');
        }

        await context.Response.WriteAsync(text.ToString(), context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private static long? Number(IQueryCollection query, string name) =>
        long.TryParse(query[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
