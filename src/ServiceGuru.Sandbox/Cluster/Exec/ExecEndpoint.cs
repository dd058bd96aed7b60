using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Exec;

/// <summary>
/// Answers the subresource <c>exec</c> of pods over a WebSocket (v5 and v4 of channel.k8s.io). Clients that only speak SPDY,
/// such as kubectl before 1.29, are told so.
/// </summary>
internal sealed class ExecEndpoint(ObjectReader reader, PodPrograms programs, SandboxClock clock, IFaultBoard faults)
{
    /// <summary>Answers a request.</summary>
    public async Task Answer(HttpContext context, ApiPath path)
    {
        var pod = reader.Get(path.Kind, path.Namespace, path.Name!);
        if (faults.IsActive("exec-forbidden"))
        {
            throw new ApiException(403, "Forbidden",
                $"pods \"{pod.Name}\" is forbidden: User \"{TokenCheck.User}\" cannot get resource \"pods/exec\" in API group \"\" in the namespace \"{pod.Namespace}\"");
        }

        var command = context.Request.Query["command"].OfType<string>().ToList();
        if (command.Count == 0)
        {
            throw ApiErrors.BadRequest("you must specify a command for the container");
        }

        var call = new ExecCall(pod.Namespace, pod.Name, Image(pod, context.Request.Query["container"].ToString()), command[0].Split('/')[^1], command[1..]);
        if (ExecSocket.ProtocolOf(context.Request) is not { } protocol || context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            throw ApiErrors.BadRequest("Upgrade request required: the simulated cluster speaks WebSocket (v5.channel.k8s.io, v4.channel.k8s.io) and no SPDY");
        }

        await using var socket = await ExecSocket.Open(context, upgrade, protocol).ConfigureAwait(false);
        if (programs.Find(call) is not { } program)
        {
            await socket.Fail($"Internal error occurred: error executing command in container: exec: \"{command[0]}\": executable file not found in $PATH: unknown", context.RequestAborted).ConfigureAwait(false);
            return;
        }

        var answer = program.Run(call);
        await clock.Wait(answer.Takes, context.RequestAborted).ConfigureAwait(false);
        await socket.End(answer, context.RequestAborted).ConfigureAwait(false);
    }

    private static string Image(StoredObject pod, string container)
    {
        var names = pod.Content.Items("spec", "containers").Select(one => one.Text("name") ?? "").ToList();
        if (container.Length == 0)
        {
            container = names[0];
        }

        if (!names.Contains(container))
        {
            throw ApiErrors.BadRequest($"container {container} is not valid for pod {pod.Name}");
        }

        var status = pod.Content.Items("status", "containerStatuses").FirstOrDefault(one => one.Text("name") == container);
        return status?.At("state", "running") is not null
            ? pod.Content.Items("spec", "containers").First(one => one.Text("name") == container).Text("image") ?? ""
            : throw new ApiException(500, "InternalError", $"Internal error occurred: unable to upgrade connection: container not found (\"{container}\")");
    }
}
