using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Queues;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Exec;

/// <summary>
/// celery's <c>inspect</c>, <c>status</c> and <c>purge</c>, with the words of Celery 5
/// (https://github.com/celery/celery/blob/main/celery/bin/control.py, …/purge.py).
/// </summary>
internal sealed class CeleryProgram(TaskQueues queues, IEffectLog effects) : IPodProgram
{
    private const int Unavailable = 69;

    public IReadOnlyList<string> Names { get; } = ["celery"];

    public bool OfTheService => true;

    public ExecAnswer Run(ExecCall call)
    {
        if (call.Arguments is not ["-A", var app, var verb, ..])
        {
            return new(2, "", "Usage: celery [OPTIONS] COMMAND [ARGS]...\n");
        }

        if (!queues.Has(app))
        {
            return new(2, "", $"Error: Invalid value for '-A' / '--app': \nUnable to load celery application.\nThe module {app.Split('.')[0]} was not found.\n");
        }

        string[] rest = [.. call.Arguments.Skip(3)];
        return verb switch
        {
            "inspect" when rest is ["active" or "reserved" or "scheduled", ..] => Inspect(call.Namespace, rest[0], rest.Contains("--json") || rest.Contains("-j")),
            "status" => Nodes(call.Namespace) is { Count: > 0 } nodes
                ? new(0, string.Concat(nodes.Select(node => $"->  {node}: OK\n")) + $"\n{nodes.Count} node{(nodes.Count == 1 ? "" : "s")} online.\n")
                : NoReply(),
            "purge" => Purge(call.Namespace, rest),
            _ => new(2, "", $"Error: No such command '{verb}'.\n"),
        };
    }

    private static ExecAnswer NoReply() => new(Unavailable, "", "Error: No nodes replied within time constraint\n") { Takes = TimeSpan.FromSeconds(6) };

    private IReadOnlyList<string> Nodes(string space) => [.. queues.Workers(space).Select(pod => $"celery@{pod}")];

    private ExecAnswer Inspect(string space, string what, bool json)
    {
        IReadOnlyList<string> pods = queues.Workers(space);
        if (pods.Count == 0)
        {
            return NoReply();
        }

        var replies = new JsonObject();
        foreach (string pod in pods)
        {
            replies[$"celery@{pod}"] = what == "active" && queues.Running(space, pod) is { } task ? new JsonArray(task) : new JsonArray();
        }

        string text = json
            ? replies.ToJsonString() + "\n"
            : string.Concat(replies.Select(reply => $"->  {reply.Key}: OK\n    {(reply.Value!.AsArray().Count == 0 ? "- empty -" : $"* {reply.Value.ToJsonString()}")}\n"));
        return new(0, json ? text : $"{text}\n{pods.Count} nodes online.\n") { Takes = TimeSpan.FromSeconds(4) };
    }

    private ExecAnswer Purge(string space, string[] arguments)
    {
        int option = Array.FindIndex(arguments, argument => argument is "-Q" or "--queues");
        string[] names = option >= 0 && option + 1 < arguments.Length ? arguments[option + 1].Split(',') : [.. queues.Names];
        if (!arguments.Contains("-f") && !arguments.Contains("--force"))
        {
            return new(1, "WARNING: This will remove all tasks from queues.\n         There is no undo for this operation!\n\n", "Aborted!\n");
        }

        int purged = names.Sum(name => queues.Purge(space, name));
        if (purged > 0)
        {
            effects.Record("celery", "purge", $"{space}/queues", $"{string.Join(',', names)}: {purged} messages");
        }

        string plural = names.Length == 1 ? "queue" : "queues";
        return new(0, purged > 0 ? $"Purged {purged} message{(purged == 1 ? "" : "s")} from {names.Length} known task {plural}.\n" : $"No messages purged from {names.Length} {plural}\n")
        {
            Takes = TimeSpan.FromSeconds(4),
        };
    }
}
