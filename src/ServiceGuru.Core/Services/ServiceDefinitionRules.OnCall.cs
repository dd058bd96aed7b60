using ServiceGuru.Documents;

namespace ServiceGuru.Services;

/// <summary>The rules of what is needed on call: network and queues.</summary>
internal sealed partial class ServiceDefinitionRules
{
    private void CheckNetwork()
    {
        if (service.Network is not { } network)
        {
            return;
        }

        if (network.From is { } from)
        {
            CheckWorkload(from.Workload, "network", "from", "workload");
        }

        CheckPorts(network.Ports, "network", "ports");
        CheckWait(network.Timeout, "network", "timeout");
        if (network.Firewall is not { } firewall)
        {
            return;
        }

        CheckPorts(firewall.Ports, "network", "firewall", "ports");
        if (firewall.Tracker is not null && !SlugPattern().IsMatch(firewall.Tracker))
        {
            Add("InvalidValue", At("network", "firewall", "tracker"), $"tracker must be owner/name, not '{firewall.Tracker}'.");
        }

        if (service.CodeHost is null)
        {
            Add("MissingKey", At("network", "firewall"), "requests can be tracked only with codeHost.");
        }

        foreach (string name in firewall.Clusters.Keys.Where(name => !service.Environments.ContainsKey(name)))
        {
            Add("UnknownName", At("network", "firewall", "clusters", name),
                $"there is no environment '{name}'.{NearestName.Hint(name, service.Environments.Keys)}");
        }
    }

    private void CheckQueues()
    {
        if (service.Queues is not { } queues)
        {
            return;
        }

        CheckWorkload(queues.Inspect, "queues", "inspect");
        CheckWorkload(queues.Purge, "queues", "purge");
        for (int index = 0; index < queues.Stop.Count; index++)
        {
            CheckWorkload(queues.Stop[index], "queues", "stop", index);
        }

        if (queues.Stop.Contains(queues.Purge, StringComparer.Ordinal))
        {
            Add("InvalidValue", At("queues", "stop"), $"the queues are purged in a pod of '{queues.Purge}', so it can't be stopped.");
        }

        if (queues.App?.StartsWith('-') == true)
        {
            Add("InvalidValue", At("queues", "app"), "app must not begin with a hyphen: celery would take it for an option.");
        }

        if (queues.Names is { Count: 0 })
        {
            Add("InvalidValue", At("queues", "names"), "names must have at least one queue.");
        }

        for (int index = 0; index < (queues.Names?.Count ?? 0); index++)
        {
            if (!QueuePattern().IsMatch(queues.Names![index]))
            {
                Add("InvalidValue", At("queues", "names", index), $"'{queues.Names[index]}' is no name of a queue: letters, digits, '.', '_' and '-', not first a hyphen.");
            }
        }

        if (queues.Backlog < 1)
        {
            Add("InvalidValue", At("queues", "backlog"), "backlog must be 1 or more.");
        }

        CheckWait(queues.Timeout, "queues", "timeout");
    }

    private void CheckWorkload(string? name, params object[] path)
    {
        if (name is not null && service.Workloads.All(workload => workload.Name != name))
        {
            Add("UnknownName", At(path), $"there is no workload '{name}'.{NearestName.Hint(name, service.Workloads.Select(workload => workload.Name))}");
        }
    }

    private void CheckPorts(IReadOnlyList<int> ports, params object[] path)
    {
        if (ports.Count == 0 || ports.Any(port => port is < 1 or > 65535))
        {
            Add("InvalidValue", At(path), "ports must be one or more numbers from 1 to 65535.");
        }
    }

    private void CheckWait(TimeSpan time, params object[] path)
    {
        if (time <= TimeSpan.Zero || time > Duration.Longest)
        {
            Add("InvalidValue", At(path), $"{string.Join('.', path)} must be more than zero, and at most {Duration.Format(Duration.Longest)}.");
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_.-]*$")]
    private static partial System.Text.RegularExpressions.Regex QueuePattern();
}
